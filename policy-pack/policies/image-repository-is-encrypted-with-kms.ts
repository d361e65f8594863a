import { nist80053 } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { judgeText } from "../judge-text";
import { type Fields, valuesAt } from "../known-values";

export const imageRepositoryIsEncryptedWithKms = inputPolicy({
  name: "image-repository-is-encrypted-with-kms",
  description:
    "A repository of images is encrypted with a KMS key, so that pulls and the key's use leave a trace, and not with a key of Amazon S3.",
  enforcementLevel: "mandatory",
  severity: "low",
  remediationSteps:
    'Set encryptionConfigurations to [{ encryptionType: "KMS" }], with the kmsKey of the environment where others share the account. It cannot be changed afterwards: the repository is replaced.',
  framework: nist80053("SC-28(1)", "Protection of Information at Rest: Cryptographic Protection"),
  inspect: {
    "aws:ecr/repository:Repository": findingsOf,
    "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": findingsOf,
  },
});

function findingsOf(repository: Fields): Finding[] {
  const property = "encryptionConfigurations";
  const place = { place: `${property}, encryptionType`, property };
  const [configuration = null] = valuesAt(repository, property);
  return judgeText(configuration, "encryptionType", place, (type) =>
    type === "KMS" || type === "KMS_DSSE" ? undefined : `is ${type ?? "missing"}: set it to KMS`,
  );
}
