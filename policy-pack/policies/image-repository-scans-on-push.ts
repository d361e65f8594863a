import { awsFoundationalSecurity } from "../frameworks";
import { type Context, type Finding, inputPolicy } from "../input-policy";
import { judgeText } from "../judge-text";
import { type Fields, valuesAt } from "../known-values";

export const imageRepositoryScansOnPush = inputPolicy({
  name: "image-repository-scans-on-push",
  description: "A repository of images scans each image for known vulnerabilities when it is pushed.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps:
    "Set the repository's imageScanningConfiguration.scanOnPush to true; or have the registry scan all repositories (aws.ecr.RegistryScanningConfiguration), and set registryScans.",
  framework: awsFoundationalSecurity(
    "ECR.1",
    "ECR private repositories should have image scanning configured",
  ),
  configSchema: {
    properties: {
      registryScans: {
        type: "boolean",
        default: false,
        description:
          "Whether the account's registry scans every repository, so that none needs to by itself.",
      },
    },
  },
  inspect: { "aws:ecr/repository:Repository": findingsOf },
});

function findingsOf(repository: Fields, { config }: Context): Finding[] {
  if (valuesAt(config, "registryScans").includes(true)) return [];
  const property = "imageScanningConfiguration";
  const place = { place: `${property}.scanOnPush`, property };
  const [configuration = null] = valuesAt(repository, property);
  return judgeText(configuration, "scanOnPush", place, (scans) =>
    scans === "true" ? undefined : `is ${scans ?? "missing"}: set it to true`,
  );
}
