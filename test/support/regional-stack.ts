import { type Environment } from "../../naming";
import { type Settings } from "./stack-config";
import { shippedSettings } from "./stack-files";

/** What the services of a shipped stack declare in the Region of replicas: the same without rotation, which is the primary's. */
export function regionalSettings(
  environment: Environment,
  settings = shippedSettings(environment),
): Settings {
  const { network, monitoring, services } = settings;
  const withoutRotation = JSON.stringify(services, (key, value: unknown) =>
    key === "rotation" ? undefined : value,
  );
  return { network, monitoring, replicaOf: "eu-west-1", services: JSON.parse(withoutRotation) as unknown };
}
