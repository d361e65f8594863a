import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

import { type Environment, secretName, type SecretType } from "../naming";
import { keyStrategies, previousKeys } from "../rotation/contract/key-strategies";
import { keyTags, replicaRegionsTag } from "../rotation/contract/key-tags";
import { bootstrap, current } from "../rotation/contract/labels";
import { nameInArn } from "../rotation/contract/secret-arn";
import { type StrategyDeclaration } from "../rotation/contract/strategy-schema";
import { type Replica } from "./environment-key";
import { knownArn } from "./known-arn";
import { policyDocument } from "./policy-document";
import { requireFit } from "./policy-size";
import { secretWallStatements } from "./wall";

/** Where a JSON key's first value comes from. An adopted secret has the values of its keys already. */
export type SecretKey = (
  { source: "supplied" | "existing" } | { source: "generated"; length: number; special: boolean }
) & {
  /** How the value is rotated. Without it, a person rotates it. */
  rotation?: StrategyDeclaration | undefined;
};

export interface ServiceSecretArgs {
  service: string;
  environment: Environment;
  secretType: SecretType;
  /**
   * Full ARN of an existing secret of that name, which is adopted: it gets all that a new one gets, but for a first version.
   * The engine imports it and then updates it, once. (https://www.pulumi.com/docs/iac/concepts/resources/options/import/)
   */
  arn?: string | undefined;
  description?: string | undefined;
  /** JSON key to the origin of its first value. */
  keys: Record<string, SecretKey>;
  /** First value of each key whose source is `supplied`. */
  suppliedValues: ReadonlyMap<string, pulumi.Input<string>>;
  /** ARN of the customer-managed key that encrypts the secret. */
  keyArn: pulumi.Input<string>;
  /** The Regions that it is replicated to. @default none */
  replicas?: readonly Replica[] | undefined;
  /** ARNs of all who may do anything with the secret, whatever else allows others. Without it there is no such limit. */
  wall?: pulumi.Input<string>[] | undefined;
  /** ARN of the role that previews act as, which comes through the wall to describe the secret, and for nothing else. */
  previewRoleArn?: pulumi.Input<string> | undefined;
  /** Days in which the deleted secret can be restored: 0, or 7 to 30. */
  recoveryWindowInDays: number;
  /** Protects the secret from deletion, and keeps it should it leave the program all the same. */
  deletionProtection: boolean;
  tags: Record<string, string>;
}

/** One secret of a service: one JSON object whose values are strings, named `<service>-<environment>-<secret-type>`. */
export class ServiceSecret extends pulumi.ComponentResource {
  /** The full ARN, with the six characters that Secrets Manager appends to the name. */
  readonly arn: pulumi.Output<string>;
  readonly secretName: string;
  /** Names of the JSON keys. */
  readonly keys: readonly string[];
  /** What must exist before a task can read the secret. */
  readonly firstValue: aws.secretsmanager.Secret | aws.secretsmanager.SecretVersion;

  constructor(name: string, args: ServiceSecretArgs, opts?: pulumi.ComponentResourceOptions) {
    super("secret-backed-services:components:ServiceSecret", name, publicInputs(args), opts);
    const { deletionProtection } = args;
    const childOptions = { parent: this };
    const keepOptions = { parent: this, protect: deletionProtection, retainOnDelete: deletionProtection };
    const secret = createSecret(name, args, keepOptions);
    this.firstValue =
      args.arn === undefined ? createFirstVersion(name, args, secret, childOptions, keepOptions) : secret;
    if (args.wall) createWall(name, args, args.wall, secret, { ...childOptions, dependsOn: this.firstValue });

    this.secretName = secretName(args);
    this.arn = knownArn(secret.arn, `the secret ${this.secretName}`);
    this.keys = Object.keys(args.keys).sort();
    this.registerOutputs({ arn: this.arn, secretName: this.secretName });
  }
}

/** What the engine records of the component: all but values. */
function publicInputs({
  service,
  environment,
  secretType,
  arn,
  keys,
  keyArn,
  recoveryWindowInDays,
}: ServiceSecretArgs) {
  const name = secretName({ service, environment, secretType });
  return { service, environment, secretType, name, arn, keys, kmsKeyId: keyArn, recoveryWindowInDays };
}

function createSecret(
  name: string,
  args: ServiceSecretArgs,
  opts: pulumi.CustomResourceOptions,
): aws.secretsmanager.Secret {
  const { service, environment, secretType, arn, description, keys, keyArn, recoveryWindowInDays, tags } =
    args;
  const { replicas = [] } = args;
  requireOwnName(args);
  return new aws.secretsmanager.Secret(
    name,
    {
      name: secretName(args),
      description: description ?? `${secretType} of ${service} in ${environment}`,
      kmsKeyId: keyArn,
      recoveryWindowInDays,
      ...(replicas.length > 0
        ? { replicas: replicas.map((replica) => ({ region: replica.region, kmsKeyId: replica.keyArn })) }
        : {}),
      tags: { ...tags, ...keyTags(keyStrategies(keys)), ...replicaTags(replicas) },
    },
    arn === undefined ? opts : { ...opts, import: arn },
  );
}

/** An import under another name would be replaced at once: the existing secret deleted, and a new one made. */
function requireOwnName(args: ServiceSecretArgs): void {
  const { arn } = args;
  if (arn === undefined || nameInArn(arn) === secretName(args)) return;
  throw new RangeError(`arn must be that of ${secretName(args)}, got ${arn}`);
}

function replicaTags(replicas: readonly Replica[]): Record<string, string> {
  const regions = replicas.map(({ region }) => region);
  return regions.length === 0 ? {} : { [replicaRegionsTag]: regions.join(" ") };
}

/**
 * Gives the secret its first value. Its own label keeps Secrets Manager from removing this version after later ones,
 * and the ignored changes keep Pulumi from ever putting it back: a tracked version that is gone would be made anew,
 * with the old value as the current one.
 */
function createFirstVersion(
  name: string,
  args: ServiceSecretArgs,
  secret: aws.secretsmanager.Secret,
  childOptions: pulumi.CustomResourceOptions,
  keepOptions: pulumi.CustomResourceOptions,
): aws.secretsmanager.SecretVersion {
  return new aws.secretsmanager.SecretVersion(
    name,
    {
      secretId: secret.id,
      secretString: pulumi.secret(pulumi.jsonStringify(firstValues(name, args, childOptions))),
      versionStages: [current, bootstrap],
    },
    // It goes with its secret. Deleted by itself, it would lose labels that it had once, but that are elsewhere by now.
    { ...keepOptions, retainOnDelete: true, ignoreChanges: ["secretString", "versionStages"] },
  );
}

/** A generated key that holds another one's value before begins with that one's first value: there was none before it. */
function firstValues(
  name: string,
  args: ServiceSecretArgs,
  opts: pulumi.CustomResourceOptions,
): Record<string, pulumi.Input<string>> {
  const previous = previousKeys(args.keys);
  const values: Record<string, pulumi.Input<string>> = {};
  for (const [key, origin] of Object.entries(args.keys)) {
    if (origin.source === "supplied") values[key] = requireSupplied(args, key);
    else if (origin.source === "generated" && !previous.has(key))
      values[key] = generate(`${name}-${key}`, origin, opts);
  }
  for (const [partner, key] of previous) {
    const { [key]: value } = values;
    if (value !== undefined) values[partner] ??= value;
  }
  return values;
}

/** One resource for each such key: adding a key never makes another's value anew. */
function generate(
  name: string,
  { length, special }: { length: number; special: boolean },
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  return new random.RandomPassword(name, { length, special }, opts).result;
}

function requireSupplied(args: ServiceSecretArgs, key: string): pulumi.Input<string> {
  const value = args.suppliedValues.get(key);
  if (value === undefined)
    throw new RangeError(`suppliedValues must hold ${key}, a supplied key of ${secretName(args)}`);
  return value;
}

function createWall(
  name: string,
  args: ServiceSecretArgs,
  principalArns: pulumi.Input<string>[],
  secret: aws.secretsmanager.Secret,
  opts: pulumi.CustomResourceOptions,
): void {
  const policy = policyDocument(secretWallStatements(principalArns, args.previewRoleArn));
  const remedy = "name fewer access.administrators, or several by one pattern";
  requireFit(policy, { kind: "secret", name: `the policy of secret ${secretName(args)}`, remedy });
  new aws.secretsmanager.SecretPolicy(name, { secretArn: secret.arn, policy, blockPublicPolicy: true }, opts);
}
