import { randomUUID } from "node:crypto";

import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  DescribeSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";

import { type Recording } from "../../../local/offline/recorder";
import { clientOptions, eventually, localAws } from "../local-aws";
import { deployStack } from "../rotation/deployed-stack";
import { primaryOf } from "../rotation/ecs-service";
import { recordStack } from "../whole-stack";
import { PrivateNetwork } from "./private-network";

export const secretName = "auth-service-prod-config";
export const cluster = "secret-backed-services-prod";
export const service = "auth-service-prod";
export const executionRole = "auth-service-prod-execution";
export const rotationName = "auth-service-prod-rotation";
export const rolloutName = "secret-backed-services-prod-rollout";

/** What would have values reach the tasks in the midst of a test. */
const wakers = ["aws:cloudwatch/eventRule:EventRule", "aws:cloudwatch/eventTarget:EventTarget"];

/** The stack prod with one service, as the components declare it, deployed on the local AWS in a network of its own. */
export class HealthyStack {
  readonly network = new PrivateNetwork();
  readonly secretsManager = new SecretsManagerClient(clientOptions());
  readonly ecs = new ECSClient(clientOptions());
  readonly iam = new IAMClient(clientOptions());
  readonly kms = new KMSClient(clientOptions());
  readonly lambda = new LambdaClient(clientOptions());
  readonly values = { JWT_SECRET: randomUUID(), JWT_SECRET_PREVIOUS: randomUUID(), API_KEY: randomUUID() };
  secretArn = "";
  keyId = "";
  firstVersion = "";
  private definition = "";

  /** Deploys it anew, and waits until its tasks are known to run with the first version. */
  async deploy(): Promise<void> {
    await localAws().reset();
    await this.network.create();
    const recording = await recordStack("prod", {
      place: { partition: "aws", region: "us-east-1", dnsSuffix: "amazonaws.com" },
      changes: {
        network: { existing: { vpcId: this.network.vpcId, privateSubnetIds: [this.network.subnetId] } },
        rollout: {},
        services: [declaration],
      },
    });
    const asleep: Recording<unknown> = {
      ...recording,
      resources: recording.resources.filter(({ type }) => !wakers.includes(type)),
    };
    await deployStack(asleep, this.values);
    await this.connect();
    const described = await this.describe();
    this.secretArn = described.ARN ?? "";
    this.keyId = described.KmsKeyId ?? "";
    this.firstVersion = Object.keys(described.VersionIdsToStages ?? {})[0] ?? "";
    this.definition = (await this.describeService()).taskDefinition ?? "";
    await eventually(async () => {
      const Payload = JSON.stringify({ "detail-type": "Scheduled Event" });
      await this.lambda.send(new InvokeCommand({ FunctionName: rolloutName, Payload }));
      const labels = (await this.describe()).VersionIdsToStages?.[this.firstVersion] ?? [];
      return labels.includes("DEPLOYED") ? true : undefined;
    }, 60);
    await this.tested();
  }

  /** Waits for the end of the test of its rotation, with which every change of a rotation begins. */
  async tested(): Promise<void> {
    await eventually(async () => {
      const { VersionIdsToStages = {} } = await this.describe();
      return Object.values(VersionIdsToStages).flat().includes("AWSPENDING") ? undefined : true;
    }, 60);
  }

  /** Puts the service into the network: the stack's own security group is no part of what is deployed. */
  private async connect(): Promise<void> {
    const { subnetId, securityGroupId } = this.network;
    const awsvpcConfiguration = { subnets: [subnetId], securityGroups: [securityGroupId] };
    await this.ecs.send(
      new UpdateServiceCommand({ cluster, service, networkConfiguration: { awsvpcConfiguration } }),
    );
    await this.steady();
  }

  describe() {
    return this.secretsManager.send(new DescribeSecretCommand({ SecretId: secretName }));
  }

  async describeService() {
    const { services = [] } = await this.ecs.send(
      new DescribeServicesCommand({ cluster, services: [service] }),
    );
    const [described] = services;
    if (described === undefined) throw new Error(`there is no service ${service}`);
    return described;
  }

  async steady(): Promise<void> {
    await eventually(async () =>
      primaryOf(await this.describeService()).rolloutState === "COMPLETED" ? true : undefined,
    );
  }

  /** Gives the service a task definition whose variable JWT_SECRET takes something else, without starting a task. */
  async take(valueFrom: string): Promise<void> {
    const found = await this.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: this.definition }));
    const { family, executionRoleArn, taskRoleArn, containerDefinitions = [] } = found.taskDefinition ?? {};
    const changed = containerDefinitions.map((container) => ({
      ...container,
      secrets: container.secrets?.map((secret) =>
        secret.name === "JWT_SECRET" ? { ...secret, valueFrom } : secret,
      ),
    }));
    const made = await this.ecs.send(
      new RegisterTaskDefinitionCommand({
        family,
        executionRoleArn,
        taskRoleArn,
        containerDefinitions: changed,
      }),
    );
    const taskDefinition = made.taskDefinition?.taskDefinitionArn;
    await this.ecs.send(new UpdateServiceCommand({ cluster, service, taskDefinition, desiredCount: 0 }));
    await this.steady();
  }

  /** Gives the service its own task definition and tasks back. */
  async takeAsDeclared(): Promise<void> {
    const taskDefinition = this.definition;
    await this.ecs.send(new UpdateServiceCommand({ cluster, service, taskDefinition, desiredCount: 2 }));
    await this.steady();
  }

  /** Makes a text the current value, which no task is to start with. */
  async put(SecretString: string): Promise<void> {
    await this.secretsManager.send(new PutSecretValueCommand({ SecretId: secretName, SecretString }));
  }

  /** Makes the first value current again. */
  async putBack(): Promise<void> {
    const { VersionIdsToStages = {} } = await this.describe();
    const holder = Object.keys(VersionIdsToStages).find((id) =>
      VersionIdsToStages[id]?.includes("AWSCURRENT"),
    );
    if (holder === this.firstVersion) return;
    await this.secretsManager.send(
      new UpdateSecretVersionStageCommand({
        SecretId: secretName,
        VersionStage: "AWSCURRENT",
        MoveToVersionId: this.firstVersion,
        RemoveFromVersionId: holder,
      }),
    );
  }

  async addLabel(VersionStage: string, MoveToVersionId: string): Promise<void> {
    const request = { SecretId: secretName, VersionStage, MoveToVersionId };
    await this.secretsManager.send(new UpdateSecretVersionStageCommand(request));
  }

  async removeLabel(VersionStage: string, RemoveFromVersionId: string): Promise<void> {
    const request = { SecretId: secretName, VersionStage, RemoveFromVersionId };
    await this.secretsManager.send(new UpdateSecretVersionStageCommand(request));
  }
}

const declaration = {
  name: "auth-service",
  image: `111122223333.dkr.ecr.us-east-1.amazonaws.com/auth-service@sha256:${"0".repeat(64)}`,
  cpu: 256,
  memory: 512,
  desiredCount: 2,
  secrets: [
    {
      type: "config",
      keys: {
        JWT_SECRET: {
          source: "generated",
          rotation: {
            strategy: "random",
            length: 64,
            overlap: { previousKey: "JWT_SECRET_PREVIOUS", hours: 24 },
          },
        },
        JWT_SECRET_PREVIOUS: { source: "generated" },
        API_KEY: { source: "supplied" },
      },
    },
  ],
};
