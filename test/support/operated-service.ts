import { TagResourceCommand } from "@aws-sdk/client-ecs";
import {
  InvokeCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";

import { keyStrategies } from "../../rotation/contract/key-strategies";
import { keyTags } from "../../rotation/contract/key-tags";
import { type DeclaredStrategies } from "../../rotation/contract/rotation-environment";
import { clientOptions, eventually } from "./local-aws";
import { AlertQueue } from "./rotation/ecs-alert-queue";
import { createRolloutFunction, createRotationFunction } from "./rotation/ecs-functions";
import { EcsService } from "./rotation/ecs-service";

/** What a secret of the service is made of. */
export interface OperatedSecret {
  /** The first values. */
  values: Record<string, string>;
  /** JSON key to its strategy; those that are not named are rotated by hand. */
  strategies?: DeclaredStrategies[string];
}

/**
 * A service of environment `test` in the local AWS as a stack makes it, as far as operators see it: secrets with their tags, the
 * rotation and rollout functions in their bundles, and an ECS service with two tasks. Its project is named as the service is.
 */
export class OperatedService {
  readonly secretsManager = new SecretsManagerClient(clientOptions());
  readonly ecs: EcsService;
  private readonly lambda = new LambdaClient(clientOptions());

  /** @param name one that no other test has */
  constructor(readonly name: string) {
    this.ecs = new EcsService(`${name}-test`, `${name}-test`);
  }

  /** Makes it, and waits until every secret is deployed. @param secrets by their types */
  async create(secrets: Readonly<Record<string, OperatedSecret>>): Promise<this> {
    const consumed: (readonly [string, string[]])[] = [];
    for (const [type, secret] of Object.entries(secrets))
      consumed.push(await this.createSecret(type, secret));
    await this.ecs.createWith(consumed, { desiredCount: 2 });
    const names = Object.keys(secrets).map((type) => this.secretName(type));
    const { topicArn } = await AlertQueue.create();
    await createRolloutFunction(this.ecs.name, names, {
      CLUSTER: this.ecs.cluster,
      ENVIRONMENT: "test",
      SERVICES: this.ecs.name.replace(/-test$/, ""),
      ALERT_TOPIC_ARN: topicArn,
      MAINTENANCE_WINDOW: "",
      MAXIMUM_CONCURRENT_DEPLOYMENTS: "1",
      REPLICA_REGIONS: "",
    });
    for (const [type, { strategies }] of Object.entries(secrets)) {
      if (strategies !== undefined) await this.rotateBy(type, strategies);
    }
    for (const type of Object.keys(secrets)) await this.deployed(type);
    return this;
  }

  secretName(type: string): string {
    return `${this.name}-test-${type}`;
  }

  /** Each version's labels, in alphabetical order; labels that hold a time or an id as far as their "=". */
  async labels(type: string): Promise<Record<string, string[]>> {
    const described = await this.secretsManager.send(
      new DescribeSecretCommand({ SecretId: this.secretName(type) }),
    );
    const versions = Object.entries(described.VersionIdsToStages ?? {});
    return Object.fromEntries(
      versions.map(([id, labels]) => [id, labels.map((label) => label.replace(/=.*/, "")).sort()]),
    );
  }

  async versionWith(type: string, label: string): Promise<string | undefined> {
    return Object.entries(await this.labels(type)).find(([, labels]) => labels.includes(label))?.[0];
  }

  /** The values of AWSCURRENT, or of a version. */
  async values(type: string, VersionId?: string): Promise<Record<string, string>> {
    const request = new GetSecretValueCommand({ SecretId: this.secretName(type), VersionId });
    const { SecretString = "" } = await this.secretsManager.send(request);
    return JSON.parse(SecretString) as Record<string, string>;
  }

  /** Puts a value as another tool does. */
  async put(type: string, values: Record<string, string>, ClientRequestToken?: string): Promise<void> {
    const request = {
      SecretId: this.secretName(type),
      SecretString: JSON.stringify(values),
      ClientRequestToken,
    };
    await this.secretsManager.send(new PutSecretValueCommand(request));
  }

  /** Lets the rotation function refuse every step of a secret. */
  async breakRotation(type: string): Promise<void> {
    await this.mendRotation(type, undefined);
  }

  async mendRotation(type: string, strategies: DeclaredStrategies[string] | undefined): Promise<void> {
    const STRATEGIES = JSON.stringify(
      strategies === undefined ? {} : { [this.secretName(type)]: strategies },
    );
    const FunctionName = `${this.ecs.name}-rotation`;
    await this.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables: { STRATEGIES } } }),
    );
  }

  /** Has Secrets Manager rotate a secret, or go on with it. @param ClientRequestToken the new version's id */
  async rotate(type: string, ClientRequestToken: string): Promise<void> {
    const request = { SecretId: this.secretName(type), ClientRequestToken };
    await this.secretsManager.send(new RotateSecretCommand(request));
  }

  async moveLabel(type: string, VersionStage: string, move: { from?: string; to?: string }): Promise<void> {
    const request = { RemoveFromVersionId: move.from, MoveToVersionId: move.to };
    await this.secretsManager.send(
      new UpdateSecretVersionStageCommand({ SecretId: this.secretName(type), VersionStage, ...request }),
    );
  }

  /** Waits until AWSCURRENT is deployed, and gives its id. */
  async deployed(type: string): Promise<string> {
    return eventually(async () => {
      await this.rollOut();
      const [found] = Object.entries(await this.labels(type)).filter(([, labels]) =>
        ["AWSCURRENT", "DEPLOYED"].every((label) => labels.includes(label)),
      );
      return found?.[0];
    });
  }

  /** Lets the containers of the service exit at once when they start with a version. */
  async exitWith(version: string): Promise<void> {
    const { serviceArn } = await this.ecs.describe();
    const tags = [{ key: "local-aws:exits-with-version", value: version }];
    await this.ecs.ecs.send(new TagResourceCommand({ resourceArn: serviceArn, tags }));
  }

  /**
   * Lets no rollout go on until they are released: events wait. The function is held while a run of ours is the only one, as a run
   * that goes on would still see what is put next.
   */
  async holdRollouts(): Promise<void> {
    await eventually(async () => {
      await this.letRolloutsRun(1);
      const run = this.rollOut();
      const held = this.letRolloutsRun(0);
      const first = await Promise.race([held.then(() => "held"), run.then(() => "over")]);
      await held;
      return (await run) && first === "held" ? true : undefined;
    });
  }

  async releaseRollouts(): Promise<void> {
    await this.letRolloutsRun(1);
  }

  private async letRolloutsRun(ReservedConcurrentExecutions: number): Promise<void> {
    const request = { FunctionName: `${this.ecs.name}-rollout`, ReservedConcurrentExecutions };
    await this.lambda.send(new PutFunctionConcurrencyCommand(request));
  }

  /** Has the rollout function look, unless it is at work. @returns whether it has */
  private async rollOut(): Promise<boolean> {
    const Payload = JSON.stringify({ service: this.name });
    try {
      await this.lambda.send(new InvokeCommand({ FunctionName: `${this.ecs.name}-rollout`, Payload }));
      return true;
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "TooManyRequestsException") throw error;
      return false;
    }
  }

  private async createSecret(
    type: string,
    { values, strategies = {} }: OperatedSecret,
  ): Promise<readonly [string, string[]]> {
    const keys = Object.keys(values);
    const tags = {
      Project: this.name,
      Environment: "test",
      ...keyTags(keyStrategies(Object.fromEntries(keys.map((key) => [key, { rotation: strategies[key] }])))),
    };
    const { ARN = "" } = await this.secretsManager.send(
      new CreateSecretCommand({
        Name: this.secretName(type),
        SecretString: JSON.stringify(values),
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    return [ARN, keys];
  }

  private async rotateBy(type: string, strategies: DeclaredStrategies[string]): Promise<void> {
    const name = this.secretName(type);
    const RotationLambdaARN = await createRotationFunction(this.ecs.name, name, strategies);
    const RotationRules = { AutomaticallyAfterDays: 30 };
    await this.secretsManager.send(
      new RotateSecretCommand({ SecretId: name, RotationLambdaARN, RotationRules, RotateImmediately: false }),
    );
    await eventually(async () => (Object.keys(await this.labels(type)).length === 1 ? true : undefined));
  }
}
