import { EC2Client } from "@aws-sdk/client-ec2";
import {
  DescribeServicesCommand,
  ECSClient,
  ListTasksCommand,
  DescribeTasksCommand,
} from "@aws-sdk/client-ecs";
import {
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetResourcePolicyCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  StopReplicationToReplicaCommand,
} from "@aws-sdk/client-secrets-manager";
import { stringify } from "yaml";
import { z } from "zod";

import { Engine } from "../../../local/stack/engine";
import { parseStackFile, settingPrefix } from "../../../local/stack/local-config";
import { createNetwork, removeNetwork } from "../../../local/stack/network";
import { clientOptions } from "../../../local/stack/prepare";
import { secretText } from "../../support/secret-text";
import { regionalSettings } from "../../support/regional-stack";
import { world } from "../world";

export const replicaRegion = "eu-central-1";
const regionalStack = `prod-${replicaRegion}`;
const cluster = "secret-backed-services-prod";

/** Changes prod's local configuration: one service only, whose secret is replicated. */
export function replicateProd({ deletable = false } = {}): void {
  const { files } = world().place;
  const { config, ...rest } = parseStackFile(files.readConfig("prod"));
  const ofOthers = new RegExp(`^${settingPrefix}(notification|payment)-service-`); // their first values
  const changed = {
    ...Object.fromEntries(Object.entries(config).filter(([key]) => !ofOthers.test(key))),
    [`${settingPrefix}services`]: onlyAuthService(config[`${settingPrefix}services`]),
    [`${settingPrefix}replicaRegions`]: [replicaRegion],
    ...(deletable ? { [`${settingPrefix}deletionProtection`]: "false" } : {}),
  };
  files.writeConfig("prod", stringify({ config: changed, ...rest }));
}

function onlyAuthService(services: unknown): unknown[] {
  return z
    .array(z.looseObject({ name: z.string() }))
    .parse(services)
    .filter(({ name }) => name === "auth-service");
}

/** Makes what the stack in the other Region needs before its first preview. */
export async function prepareRegionalStack(): Promise<Engine> {
  const { place } = world();
  const engine = new Engine({ ...place, stack: regionalStack });
  const ec2 = new EC2Client(clientOptions(place.endpoint, replicaRegion));
  const shape = { cidrBlock: "10.20.0.0/16", availabilityZones: 2 };
  const existing = await createNetwork(ec2, regionalStack, shape);
  const declared = regionalSettings("prod");
  const settings = {
    ...declared,
    services: onlyAuthService(declared.services),
    network: { existing },
    deletionProtection: "false",
  };
  const own = Object.entries<unknown>(settings).map(([key, value]) => [settingPrefix + key, value] as const);
  const config = {
    "aws:region": replicaRegion,
    "aws:maxRetries": "2",
    ...Object.fromEntries(own),
  };
  place.files.writeConfig(regionalStack, stringify({ config }));
  await engine.ask(["stack", "init", "--no-select"]);
  return engine;
}

export async function removeRegionalStack(engine: Engine): Promise<void> {
  const { place } = world();
  await engine.runOnState("destroy", "--yes", "--skip-preview");
  await engine.ask(["stack", "rm", "--yes", "--force", "--preserve-config"]);
  await removeNetwork(new EC2Client(clientOptions(place.endpoint, replicaRegion)), regionalStack);
  place.files.removeConfig(regionalStack);
}

/** What there is in a Region of the local AWS. */
export class Region {
  private readonly secretsManager: SecretsManagerClient;
  private readonly ecs: ECSClient;

  constructor(endpoint: string, region: string) {
    const options = clientOptions(endpoint, region);
    this.secretsManager = new SecretsManagerClient(options);
    this.ecs = new ECSClient(options);
  }

  describe(SecretId: string) {
    return this.secretsManager.send(new DescribeSecretCommand({ SecretId }));
  }

  async policy(SecretId: string): Promise<unknown> {
    const { ResourcePolicy = "" } = await this.secretsManager.send(
      new GetResourcePolicyCommand({ SecretId }),
    );
    return JSON.parse(ResourcePolicy) as unknown;
  }

  remove(SecretId: string) {
    return this.secretsManager.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
  }

  promote(SecretId: string) {
    return this.secretsManager.send(new StopReplicationToReplicaCommand({ SecretId }));
  }

  /** Puts a new value; gives its version. */
  async put(SecretId: string, keys: readonly string[]): Promise<string | undefined> {
    const SecretString = JSON.stringify(Object.fromEntries(keys.map((key) => [key, secretText()])));
    const put = new PutSecretValueCommand({ SecretId, SecretString });
    return (await this.secretsManager.send(put)).VersionId;
  }

  /** The primary deployment's id and time, and when each running task of the service was made. */
  async service(name: string) {
    const described = await this.ecs.send(new DescribeServicesCommand({ cluster, services: [name] }));
    const primary = described.services?.[0]?.deployments?.find(({ status }) => status === "PRIMARY");
    const { taskArns: tasks = [] } = await this.ecs.send(new ListTasksCommand({ cluster, family: name }));
    const { tasks: found = [] } = await this.ecs.send(new DescribeTasksCommand({ cluster, tasks }));
    return {
      deployment: primary?.id,
      createdAt: primary?.createdAt,
      tasks: found.map(({ createdAt }) => createdAt),
    };
  }
}
