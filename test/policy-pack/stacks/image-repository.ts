import * as aws from "@pulumi/aws";

/** A repository of images that follows every guideline; `changes` says what is not so. */
export function imageRepository(
  name: string,
  changes: Partial<aws.ecr.RepositoryArgs> = {},
): aws.ecr.Repository {
  return new aws.ecr.Repository(name, {
    imageTagMutability: "IMMUTABLE",
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfigurations: [{ encryptionType: "KMS" }],
    ...changes,
  });
}
