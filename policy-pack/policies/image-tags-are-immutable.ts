import { awsFoundationalSecurity } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { judgeText } from "../judge-text";
import { type Fields } from "../known-values";

export const imageTagsAreImmutable = inputPolicy({
  name: "image-tags-are-immutable",
  description: "A tag in a repository stays with the image that it was first given to.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps:
    "Set imageTagMutability to IMMUTABLE, and give each build a tag of its own. With exclusions, some tags can still be moved.",
  framework: awsFoundationalSecurity(
    "ECR.2",
    "ECR private repositories should have tag immutability configured",
  ),
  inspect: {
    "aws:ecr/repository:Repository": findingsOf,
    "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": findingsOf,
  },
});

function findingsOf(repository: Fields): Finding[] {
  const property = "imageTagMutability";
  return judgeText(repository, property, { place: property, property }, (mutability) =>
    mutability === "IMMUTABLE" ? undefined : `is ${mutability ?? "missing"}: set it to IMMUTABLE`,
  );
}
