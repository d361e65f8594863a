import { type ServiceConfig, serviceSchema } from "../../config/service-schema";

/** A small service as the schema reads it, defaults included, with some settings of its own. */
export function declaredService(settings: Readonly<Record<string, unknown>> = {}): ServiceConfig {
  const image = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/auth-service@sha256:${"0".repeat(64)}`;
  return serviceSchema.parse({ name: "auth-service", image, cpu: 256, memory: 512, ...settings });
}
