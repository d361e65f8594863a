import { type PolicyResource } from "@pulumi/policy";

import { oncePerStack, originsOf, resourcesOfType } from "./stack-resources";

/** Whether a secret of the stack rotates by a function of the stack. What depends on what is known at first preview. */
export function isRotationFunction({ urn }: PolicyResource, resources: readonly PolicyResource[]): boolean {
  return rotationFunctions(resources).has(urn);
}

/** URNs of whatever `rotationLambdaArn` comes from. */
const rotationFunctions = oncePerStack((resources) => {
  const rotations = resourcesOfType(resources, "aws:secretsmanager/secretRotation:SecretRotation");
  return new Set(
    rotations.flatMap((rotation) => originsOf(rotation, "rotationLambdaArn")).map(({ urn }) => urn),
  );
});
