import { type Breakage, balanced, secret, service } from "./breakage";
import { secretText } from "../secret-text";

/** Names that AWS refuses, or that something else has already. */
export const wrongNames: readonly Breakage[] = [
  [
    "an unknown stack",
    {},
    'stack must be one of prod, stage, test, or one of these with the name of a part, such as prod-payments, or of a Region, such as prod-eu-central-1: choose one with pulumi stack select (got "dev")',
    { stack: "dev" },
  ],
  [
    "a name in upper case",
    { [`${service}.name`]: "Auth" },
    `${service}.name must start with a lower-case letter (got "Auth")`,
  ],
  [
    "a name with a character that AWS refuses",
    { [`${service}.name`]: "auth_service" },
    `${service}.name may hold lower-case letters, digits and hyphens only (got "auth_service")`,
  ],
  [
    "a name that is too long",
    { [`${service}.name`]: "a".repeat(41) },
    `${service}.name must have 1 to 40 characters, has 41 (got "${"a".repeat(41)}")`,
  ],
  [
    "a name that is too long for a load balancer",
    { ...balanced(), [`${service}.name`]: "a".repeat(28) },
    `${service}.name must have at most 27 characters with a load balancer, has 28 (got "${"a".repeat(28)}")`,
    { values: { [`${"a".repeat(28)}-test-config.API_KEY`]: secretText() } },
  ],
  [
    "two services of one name",
    { "services[1]": { name: "auth-service", image: "nginx:1", cpu: 256, memory: 512 } },
    'services[1].name is declared already in services[0].name: keep one of them (got "auth-service")',
  ],
  [
    "two secrets of one type",
    { "services[0].secrets[1]": { type: "config", keys: { OTHER: { source: "generated" } } } },
    'services[0].secrets[1].type is declared already in services[0].secrets[0].type: keep one of them (got "config")',
  ],
  [
    "an unknown secret type",
    { [`${secret}.type`]: "apikeys" },
    `${secret}.type must be one of "config", "api-keys", "credentials" (got "apikeys")`,
  ],
  [
    "a key that cannot name a variable",
    { [`${secret}.keys.API-KEY`]: { source: "generated" } },
    `${secret}.keys.API-KEY must be a variable's name: letters, digits and _ only, not starting with a digit`,
  ],
  [
    "a variable that a secret declares too",
    { [`${service}.environment`]: { API_KEY: "x" } },
    `${secret}.keys.API_KEY is declared already in services[0].environment.API_KEY: keep one of them`,
  ],
  [
    "a variable that two secrets declare",
    { "services[0].secrets[1]": { type: "api-keys", keys: { JWT_SECRET: { source: "generated" } } } },
    "services[0].secrets[1].keys.JWT_SECRET is declared already in services[0].secrets[0].keys.JWT_SECRET: keep one of them",
  ],
  [
    "a variable of ECS's own",
    { [`${service}.environment`]: { AWS_EXECUTION_ENV: "x" } },
    `${service}.environment.AWS_EXECUTION_ENV is set by ECS itself: use another name`,
  ],
  [
    "a tag of the program's own",
    { tags: { environment: "x" } },
    "tags.environment is set by the program: remove it",
  ],
];
