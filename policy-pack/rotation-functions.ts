import { type PolicyResource } from "@pulumi/policy";

/** Whether a secret of the stack rotates by a function of the stack. What depends on what is known at first preview. */
export function isRotationFunction({ urn }: PolicyResource, resources: readonly PolicyResource[]): boolean {
  return resources.some(
    ({ type, propertyDependencies }) =>
      type === "aws:secretsmanager/secretRotation:SecretRotation" &&
      (propertyDependencies.rotationLambdaArn ?? []).some((origin) => origin.urn === urn),
  );
}
