import { parseSecretName } from "../../naming";
import { RotationError } from "../rotation-error";

/** `arn:…:secret:<name>-<6 characters>[:<key>:<stage>:<version>]` */
const reference =
  /^(arn:[^:]+:secretsmanager:[^:]*:\d+:secret:([^:]+)-[A-Za-z0-9]{6})(?::[^:]*:([^:]*):([^:]*))?$/;

/**
 * The full ARNs of the service's own secrets among what its containers take as `valueFrom`, each once.
 *
 * @throws RotationError where a container takes another version than AWSCURRENT, which no rollout reaches.
 */
export function consumedSecrets(valuesFrom: readonly string[], service: string): string[] {
  const arns = valuesFrom.flatMap((valueFrom) => {
    const [, arn, name, stage = "", version = ""] = reference.exec(valueFrom) ?? [];
    const parts = parseSecretName(name ?? "");
    if (arn === undefined || `${String(parts?.service)}-${String(parts?.environment)}` !== service) return [];
    if (version !== "" || !["", "AWSCURRENT"].includes(stage)) {
      throw new RotationError(
        `task definition of ${service}: ${String(name)} must be taken without a version, got "${version || stage}"`,
      );
    }
    return [arn];
  });
  return [...new Set(arns)];
}
