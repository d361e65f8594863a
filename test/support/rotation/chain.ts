import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  TagResourceCommand,
  type Task,
} from "@aws-sdk/client-ecs";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

import { parseSecretValues } from "../../../rotation/parse-secret-values";
import { type SecretValues } from "../../../rotation/secret-values";
import { clientOptions, eventually, localAws } from "../local-aws";
import { keepLocalAwsLogs } from "../local-aws-logs";
import { type Mongod } from "../mongod";
import { recordStack } from "../whole-stack";
import { AlertQueue } from "./alert-queue";
import { deployStack } from "./deployed-stack";
import { IssuerServer } from "./issuer-server";
import { primaryOf } from "./ecs-service";
import { ServiceDatabase } from "./service-database";
import { secretText } from "../secret-text";

const secretName = "auth-service-prod-config";
const service = "auth-service-prod";
const cluster = "secret-backed-services-prod";

/** The stack prod with one service, as the components declare it, on the local AWS, with an issuer and a database for real. */
export class Chain {
  readonly issuer = new IssuerServer();
  readonly alerts = new AlertQueue();
  /** The values of the secret before any rotation. */
  firstValues: SecretValues = {};
  /** The version that has them. */
  firstVersion = "";
  /** Values of other secrets. */
  readonly adminValues: string[] = [];
  private readonly secretsManager = new SecretsManagerClient(clientOptions());
  private readonly ecs = new ECSClient(clientOptions());

  /** Deploys it, and waits until its first deployment is known to be steady and the rotation function has been tested. */
  async deploy(server: Mongod): Promise<void> {
    await localAws().reset();
    await this.issuer.start();
    const database = await ServiceDatabase.create(server);
    const { key, id } = this.issuer.issue();
    const jwt = secretText();
    this.firstValues = {
      MONGODB_URI: database.uri,
      JWT_SECRET: jwt,
      JWT_SECRET_PREVIOUS: jwt,
      API_KEY: key,
      API_KEY_ID: id,
    };
    const changes = {
      network: { existing: { vpcId: "vpc-0123456789abcdef0", privateSubnetIds: ["subnet-00000001"] } },
      rollout: {},
      services: [await this.declaration(database)],
    };
    const place = { partition: "aws", region: "us-east-1", dnsSuffix: "amazonaws.com" };
    await deployStack(await recordStack("prod", { place, changes }), this.firstValues);
    await this.alerts.subscribe("secret-backed-services-prod-alerts");
    this.firstVersion = await this.versionWith("DEPLOYED");
    await eventually(async () => (Object.keys(await this.labels()).length === 1 ? true : undefined));
  }

  async remove(): Promise<void> {
    await this.issuer.stop();
    await keepLocalAwsLogs();
    await localAws().reset();
  }

  private async declaration(database: ServiceDatabase): Promise<object> {
    const databaseAdmin = await this.adminSecret("mongodb-prod-admin", { MONGODB_URI: database.adminUri });
    const issuerAdmin = await this.adminSecret("partner-api-prod-admin", { API_KEY: this.issuer.adminKey });
    const mongodb = { strategy: "mongodb", adminSecretArn: databaseAdmin, plaintextOnLoopback: true };
    const overlap = { previousKey: "JWT_SECRET_PREVIOUS", hours: 24 };
    const issuer = this.issuer.declaration({ adminSecretArn: issuerAdmin });
    const keys = {
      MONGODB_URI: { source: "supplied", rotation: mongodb },
      JWT_SECRET: { source: "generated", rotation: { strategy: "random", length: 64, overlap } },
      JWT_SECRET_PREVIOUS: { source: "generated" },
      API_KEY: { source: "supplied", rotation: issuer },
      API_KEY_ID: { source: "supplied" },
    };
    return {
      name: "auth-service",
      image: `111122223333.dkr.ecr.us-east-1.amazonaws.com/auth-service@sha256:${"0".repeat(64)}`,
      cpu: 256,
      memory: 512,
      desiredCount: 2,
      secrets: [{ type: "config", keys }],
    };
  }

  private async adminSecret(name: string, values: SecretValues): Promise<string> {
    this.adminValues.push(...Object.values(values));
    const request = new CreateSecretCommand({ Name: name, SecretString: JSON.stringify(values) });
    return (await this.secretsManager.send(request)).ARN ?? "";
  }

  /** Starts a rotation under a token that is known before. */
  async rotate(token: string): Promise<void> {
    const request = { SecretId: secretName, ClientRequestToken: token };
    await this.secretsManager.send(new RotateSecretCommand(request));
  }

  /** Waits for a version to have labels, each named as far as its "=", and gives its id. Nothing but events calls the rollout function. */
  async versionWith(...labels: string[]): Promise<string> {
    return eventually(async () => {
      const versions = Object.entries(await this.labels());
      return versions.find(([, present]) => {
        const names = present.map((label) => label.replace(/=.*/, ""));
        return labels.every((label) => names.includes(label));
      })?.[0];
    }, 90);
  }

  /** Each version's labels, in alphabetical order. */
  async labels(): Promise<Record<string, string[]>> {
    const { VersionIdsToStages = {} } = await this.describe();
    return Object.fromEntries(Object.entries(VersionIdsToStages).map(([id, labels]) => [id, labels.sort()]));
  }

  describe() {
    return this.secretsManager.send(new DescribeSecretCommand({ SecretId: secretName }));
  }

  async values(VersionId: string): Promise<SecretValues> {
    const request = new GetSecretValueCommand({ SecretId: secretName, VersionId });
    return parseSecretValues((await this.secretsManager.send(request)).SecretString, VersionId);
  }

  /** The service's tasks that run. */
  async tasks(): Promise<Task[]> {
    const { taskArns = [] } = await this.ecs.send(new ListTasksCommand({ cluster, family: service }));
    if (taskArns.length === 0) return [];
    const { tasks = [] } = await this.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
    return tasks;
  }

  /** Lets the containers of the service exit at once when they start with a version. */
  async exitWith(version: string): Promise<void> {
    const { serviceArn } = await this.describeService();
    const tags = [{ key: "local-aws:exits-with-version", value: version }];
    await this.ecs.send(new TagResourceCommand({ resourceArn: serviceArn, tags }));
  }

  /** Waits until the service's primary deployment is complete, and gives it. */
  async steady() {
    return eventually(async () => {
      const primary = primaryOf(await this.describeService());
      return primary.rolloutState === "COMPLETED" ? primary : undefined;
    }, 90);
  }

  private async describeService() {
    const request = new DescribeServicesCommand({ cluster, services: [service] });
    const [described] = (await this.ecs.send(request)).services ?? [];
    if (described === undefined) throw new Error(`there is no service ${service}`);
    return described;
  }
}
