import { exception } from "../../policy-pack/exceptions";
import { type Breakage, balanced, created, removal, secret, service } from "./breakage";

/** Values of another type than the setting takes. */
export const wrongTypes: readonly Breakage[] = [
  [
    "services written as an object",
    { services: { "auth-service": {} } },
    'services must be a list, written as lines that start with "- " (got an object)',
  ],
  [
    "a service written as text",
    { [service]: "auth-service" },
    `${service} must be an object, written as lines of "name: value"`,
  ],
  ["a service without content", { [service]: null }, `${service} is empty: set it`],
  [
    "network written as text",
    { network: "vpc-0123456789abcdef0" },
    'network must be an object, written as lines of "name: value"',
  ],
  [
    "a number in quotes",
    { [`${service}.cpu`]: "256" },
    `${service}.cpu must be a number: remove the quotes (got "256")`,
  ],
  [
    "a switch in quotes",
    { [`${service}.readonlyRootFilesystem`]: "true" },
    `${service}.readonlyRootFilesystem must be true or false: remove the quotes (got "true")`,
  ],
  [
    "a name without quotes",
    { [`${service}.name`]: 5 },
    `${service}.name must be text: put it in quotes (got 5)`,
  ],
  [
    "a variable without quotes",
    { [`${service}.environment`]: { PORT: 8080 } },
    `${service}.environment.PORT must be text: put it in quotes`,
  ],
  [
    "variables written as a list",
    { [`${service}.environment`]: ["PORT=8080"] },
    `${service}.environment must be an object, written as lines of "name: value" (got a list of 1)`,
  ],
  [
    "a key without its source",
    { [`${secret}.keys.API_KEY`]: {} },
    `${secret}.keys.API_KEY.source is missing: set it (Where the first value comes from: "generated", "supplied" or, in an adopted secret, "existing")`,
  ],
  [
    "a key with an unknown source",
    { [`${secret}.keys.API_KEY.source`]: "vault" },
    `${secret}.keys.API_KEY.source must be "generated", "supplied" or "existing"`,
  ],
  [
    "a part of a task",
    { [`${service}.desiredCount`]: 1.5 },
    `${service}.desiredCount must be a whole number (got 1.5)`,
  ],
  [
    "a word for a switch",
    { deletionProtection: "yes" },
    'deletionProtection must be true or false (got "yes")',
  ],
  ["a tag without quotes", { tags: { CostCenter: 4711 } }, "tags.CostCenter must be text: put it in quotes"],
  [
    "an empty setting",
    { tags: null },
    "tags is empty: set it or remove it (Tags of every resource, beside Environment, Service and Project)",
  ],
];

/** What must be there and is not. */
export const missingSettings: readonly Breakage[] = [
  ["no services", { services: undefined }, "services is missing: set it (The services of this stack)"],
  [
    "no network",
    { network: undefined },
    "network is missing: set it (Where the services run: exactly one of create and existing)",
  ],
  [
    "a network that is neither",
    { network: {} },
    "network must have one of create and existing, has neither: set one",
  ],
  [
    "a network that is both",
    { "network.create": created },
    "network must have one of create and existing, has both: remove one",
  ],
  [
    "no image",
    { [`${service}.image`]: undefined },
    `${service}.image is missing: set it (Container image. In prod it must be pinned by digest)`,
  ],
  [
    "no memory",
    { [`${service}.memory`]: undefined },
    `${service}.memory is missing: set it (Task memory in MiB. Fargate takes certain sizes for each cpu only)`,
  ],
  [
    "a load balancer without a port to connect to",
    { ...balanced(), [`${service}.port`]: undefined },
    `${service}.port is missing: set the port that the load balancer connects to`,
  ],
  [
    "a secret without keys",
    { [`${secret}.keys`]: {} },
    `${secret}.keys must declare at least one key`,
    { values: {} },
  ],
];

/** What is not a setting. */
export const unknownSettings: readonly Breakage[] = [
  [
    "a misspelt service setting",
    { [`${service}.desired_count`]: 2 },
    `${service}.desired_count is not a setting: did you mean desiredCount?`,
  ],
  [
    "an unknown network setting",
    { "network.existing.region": "eu-west-1" },
    "network.existing.region is not a setting: remove it, or use one of vpcId, privateSubnetIds, publicSubnetIds",
  ],
  [
    "a misspelt secret setting",
    { [`${secret}.descriptoin`]: "x" },
    `${secret}.descriptoin is not a setting: did you mean description?`,
  ],
  [
    "a setting of another source",
    { [`${secret}.keys.API_KEY.length`]: 32 },
    `${secret}.keys.API_KEY.length does not go with the settings beside it: remove it`,
  ],
  ["a misspelt stack setting", { tgas: {} }, "tgas is not a setting: did you mean tags?"],
  [
    "an unknown stack setting",
    { owner: "me" },
    `owner is neither a setting (network, cluster, services, access, rollout, monitoring, delivery, replicaRegions, replicaOf, deletionProtection, recoveryWindowInDays, logRetentionInDays, tags, policyExceptions, environmentStack) nor a secret's first value: ${removal("owner")}`,
  ],
];

/** What is wrong with an exception of a policy, in itself. */
export const wrongExceptions: readonly Breakage[] = [
  [
    "an exception of a policy by its file",
    { policyExceptions: [exception({ policy: "no-public-ip.ts" })] },
    'policyExceptions[0].policy must be a policy\'s name, such as no-public-ip (got "no-public-ip.ts")',
  ],
  [
    "an exception of a resource by its name alone",
    { policyExceptions: [exception({ resource: "auth-service" })] },
    'policyExceptions[0].resource must be a resource\'s type and name, such as aws:ecs/service:Service::auth-service (got "auth-service")',
  ],
  [
    "an exception without a reason",
    { policyExceptions: [exception({ reason: "later" })] },
    "policyExceptions[0].reason must have at least 10 characters",
  ],
  [
    "an exception without an end",
    { policyExceptions: [{ ...exception(), expires: undefined }] },
    "policyExceptions[0].expires is missing: set it (Last day on which it holds (UTC): YYYY-MM-DD, at most a year ahead)",
  ],
  [
    "an exception until a word",
    { policyExceptions: [exception({ expires: "never" })] },
    'policyExceptions[0].expires must be a day, such as 2027-01-31 (got "never")',
  ],
  [
    "an exception until a day that there is not",
    { policyExceptions: [exception({ expires: "2027-02-30" })] },
    'policyExceptions[0].expires must be a day of the calendar, such as 2027-01-31 (got "2027-02-30")',
  ],
];
