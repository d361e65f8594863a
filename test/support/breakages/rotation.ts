import { type Settings } from "../stack-config";
import { type Breakage, functionArn, secret, service } from "./breakage";

const keys = `${secret}.keys`;
const apiKey = `${keys}.API_KEY.rotation`;
const jwtSecret = `${keys}.JWT_SECRET.rotation`;

/** The full ARN of a secret with this name. */
export function adminSecretArn(name: string, region = "eu-west-1"): string {
  return `arn:aws:secretsmanager:${region}:111122223333:secret:${name}-Ab12Cd`;
}

const url = "https://issuer.example.com/keys";
const byAdmin = { Authorization: "Bearer {adminKey}" };
const byKey = { Authorization: "Bearer {key}" };

/** An issuer whose every setting is valid, where OTHER is a key of the same secret. */
export const issuer = {
  strategy: "issuer",
  adminSecretArn: adminSecretArn("issuer-admin"),
  activeKeys: 2,
  idKey: "OTHER",
  create: { url, headers: byAdmin, key: "/key", id: "/id" },
  verify: { url, headers: byKey },
  revoke: { url: `${url}/{id}`, headers: byAdmin },
};
export const mongodb = { strategy: "mongodb", adminSecretArn: adminSecretArn("mongodb-admin") };
export const atlas = {
  ...mongodb,
  strategy: "mongodb-atlas",
  groupId: "0123456789abcdef01234567",
  clusterName: "auth",
};

const overlapping = (previousKey: string, hours = 24) => ({
  strategy: "random",
  overlap: { previousKey, hours },
});

/** The settings with which the secret has a further key, generated, or supplied with its first value. */
const other = (): Settings => ({ [`${keys}.OTHER`]: { source: "generated" } });
const issuing = (changes: Settings) => ({
  [`${keys}.OTHER`]: { source: "supplied" },
  [apiKey]: { ...issuer, ...changes },
});
const values = {
  "auth-service-test-config.API_KEY": "placeholder",
  "auth-service-test-config.OTHER": "placeholder",
};

const notHttps =
  "must begin with https://, as credentials are sent there: only a loopback address may do without";

/** How keys are rotated, and when, and how that reaches the tasks. */
export const wrongRotation: readonly Breakage[] = [
  [
    "an unknown strategy",
    { [jwtSecret]: { strategy: "hope" } },
    `${jwtSecret}.strategy must be "random", "mongodb", "mongodb-atlas", "issuer" or "manual"`,
  ],
  [
    "an overlap with a key that is not declared",
    { [jwtSecret]: overlapping("JWT_SECRET_OLD") },
    `${jwtSecret}.overlap.previousKey must be a key of the same secret: declare it, or name one of API_KEY`,
  ],
  [
    "an overlap with the key itself",
    { [jwtSecret]: overlapping("JWT_SECRET") },
    `${jwtSecret}.overlap.previousKey must be another key than JWT_SECRET itself`,
  ],
  [
    "an overlap with a key that has a rotation of its own",
    { [jwtSecret]: overlapping("API_KEY"), [apiKey]: { strategy: "manual" } },
    `${jwtSecret}.overlap.previousKey must be a key without a rotation of its own, as JWT_SECRET's strategy writes it: remove ${apiKey}`,
  ],
  [
    "an overlap with the key of another overlap",
    { ...other(), [`${keys}.OTHER.rotation`]: overlapping("API_KEY"), [jwtSecret]: overlapping("API_KEY") },
    `${keys}.OTHER.rotation.overlap.previousKey must be a key of its own: ${jwtSecret}.overlap.previousKey names the same one`,
  ],
  [
    "an overlap as long as the schedule's interval",
    {
      ...other(),
      [jwtSecret]: overlapping("OTHER", 24),
      [`${secret}.rotation`]: { schedule: "rate(1 day)" },
    },
    `${jwtSecret}.overlap.hours must be less than 24, the hours between two rotations by rate(1 day)`,
  ],
  [
    "an overlap as long as the default interval",
    { ...other(), [jwtSecret]: overlapping("OTHER", 720) },
    `${jwtSecret}.overlap.hours must be less than 720, the hours between two rotations by rate(30 days)`,
  ],
  [
    "an id in a key that is not declared",
    { [apiKey]: issuer },
    `${apiKey}.idKey must be a key of the same secret: declare it, or name one of JWT_SECRET`,
  ],
  [
    "an id that is generated",
    { ...other(), [apiKey]: issuer },
    `${apiKey}.idKey must be a key with source: supplied, as its first value is an id that the issuer has given out`,
  ],
  [
    "an issuer that allows one key only",
    issuing({ activeKeys: 1 }),
    `${apiKey}.activeKeys must be 2 or more: the old key must stay valid until no task holds it, so that with one key only each rotation is an outage. Use manual instead`,
    { values },
  ],
  [
    "an issuer's endpoint without HTTPS",
    issuing({ verify: { url: "http://issuer.example.com/me", headers: byKey } }),
    `${apiKey}.verify.url ${notHttps}`,
    { values },
  ],
  [
    "an issuer's endpoint on a host that is named like loopback",
    issuing({ revoke: { url: "http://127.0.0.1.example.com/keys/{id}", headers: byAdmin } }),
    `${apiKey}.revoke.url ${notHttps}`,
    { values },
  ],
  [
    "an Atlas API without HTTPS",
    { [apiKey]: { ...atlas, apiUrl: "http://cloud.mongodb.com" } },
    `${apiKey}.apiUrl ${notHttps}`,
  ],
  [
    "a database's credential that is generated",
    { [jwtSecret]: mongodb },
    `${jwtSecret}.strategy needs a key with source: supplied, as its first value is a credential that mongodb has given out`,
  ],
  [
    "an admin secret that is the service's own",
    { [apiKey]: { ...mongodb, adminSecretArn: adminSecretArn("auth-service-test-config") } },
    `${apiKey}.adminSecretArn must not be a secret of this stack, as every task of its service gets auth-service-test-config: keep the credential in a secret apart (got "${adminSecretArn("auth-service-test-config")}")`,
  ],
  [
    "an admin secret of another environment",
    { [apiKey]: { ...mongodb, adminSecretArn: adminSecretArn("mongodb-admin-prod-credentials") } },
    `${apiKey}.adminSecretArn must not be a secret of prod, by its name mongodb-admin-prod-credentials: test has no access there (got "${adminSecretArn("mongodb-admin-prod-credentials")}")`,
  ],
  [
    "an admin secret of another region",
    { [apiKey]: { ...mongodb, adminSecretArn: adminSecretArn("mongodb-admin", "eu-west-2") } },
    `${apiKey}.adminSecretArn must be in eu-west-1, the region that aws:region sets (got "${adminSecretArn("mongodb-admin", "eu-west-2")}")`,
  ],
  [
    "an admin secret by its name",
    { [apiKey]: { ...mongodb, adminSecretArn: "mongodb-admin" } },
    `${apiKey}.adminSecretArn must be a secret's full ARN, with the six characters at its end`,
  ],
  [
    "a database and an API behind VPC endpoints",
    { network: { create: { egress: "vpc-endpoints" } }, [apiKey]: atlas },
    `${apiKey}.strategy needs the internet, which the rotation function cannot reach, as network.create.egress is "vpc-endpoints": it is in that network for API_KEY`,
  ],
  [
    "a function of its own for a secret whose key has a strategy",
    { [`${secret}.rotation`]: { functionArn }, [jwtSecret]: { strategy: "random" } },
    `${secret}.rotation.functionArn must not be set where a key has a strategy, as JWT_SECRET has: remove one of them, as one function alone rotates a secret (got "${functionArn}")`,
  ],
  [
    "a schedule without anything to rotate",
    { [`${secret}.rotation`]: { schedule: "rate(7 days)" }, [jwtSecret]: { strategy: "manual" } },
    `${secret}.rotation rotates no key: give one a strategy other than manual, set functionArn, or remove it`,
  ],
  [
    "strategies that no function's variables hold",
    issuing({ verify: { url: `https://issuer.example.com/${"a".repeat(3600)}`, headers: byKey } }),
    `${service}.secrets must declare strategies that fit into 4096 bytes, the most of a Lambda function's variables, but those of auth-service take 4267: move keys to another service, or shorten their rotation`,
    { values },
  ],
  [
    "a rotated value too large for Secrets Manager",
    {
      [secret]: {
        type: "config",
        keys: Object.fromEntries(
          Array.from({ length: 17 }, (_, index) => [
            `KEY_${index + 10}`,
            { source: "generated", length: 16, rotation: { strategy: "random", length: 4096 } },
          ]),
        ),
      },
    },
    `${keys} must fit into 65536 bytes as one JSON object, takes 69837: shorten or remove keys`,
    { values: {} },
  ],
  [
    "a maintenance window that never opens",
    { rollout: { maintenanceWindow: { days: [], start: "02:00", hours: 2 } } },
    "rollout.maintenanceWindow.days must have at least 1 entry (got a list of 0)",
  ],
  [
    "a maintenance window that opens twice a day",
    { rollout: { maintenanceWindow: { days: ["MON", "MON"], start: "02:00", hours: 2 } } },
    'rollout.maintenanceWindow.days[1] is declared already in rollout.maintenanceWindow.days[0]: keep one of them (got "MON")',
  ],
  [
    "a maintenance window at no time of day",
    { rollout: { maintenanceWindow: { days: ["MON"], start: "24:00", hours: 2 } } },
    'rollout.maintenanceWindow.start must be a time of day, such as "03:00" (got "24:00")',
  ],
  [
    "rollouts of no service at once",
    { rollout: { maximumConcurrentDeployments: 0 } },
    "rollout.maximumConcurrentDeployments must be at least 1 (got 0)",
  ],
  [
    "rollouts on a schedule that EventBridge refuses",
    { rollout: { schedule: "rate(1 minutes)" } },
    'rollout.schedule must be "rate(<n> minutes)", "rate(<n> hours)" or "rate(<n> days)", or of 1 "minute", "hour" or "day" (got "rate(1 minutes)")',
  ],
];
