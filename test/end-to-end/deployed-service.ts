import { setTimeout as delay } from "node:timers/promises";

import { DescribeTaskDefinitionCommand, ECSClient } from "@aws-sdk/client-ecs";
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { z } from "zod";

import { clientOptions } from "../../local/stack/prepare";
import { secretText } from "../support/secret-text";

export const region = "eu-west-1";
export const account = "000000000000";

const valueSchema = z.record(z.string(), z.string());

/** Asks the local AWS what came up in a Region. */
export class Deployed {
  private readonly secretsManager: SecretsManagerClient;
  private readonly ecs: ECSClient;
  private readonly iam: IAMClient;
  private readonly lambda: LambdaClient;

  constructor(
    private readonly endpoint: string,
    private readonly place = region,
  ) {
    const options = clientOptions(endpoint, place);
    this.secretsManager = new SecretsManagerClient(options);
    this.ecs = new ECSClient(options);
    this.iam = new IAMClient(options);
    this.lambda = new LambdaClient(options);
  }

  /** A secret's ARN, its value, which must be one JSON object of strings, and the labels of each version. */
  async secret(SecretId: string) {
    const { ARN = "", SecretString = "" } = await this.secretsManager.send(
      new GetSecretValueCommand({ SecretId }),
    );
    const described = await this.secretsManager.send(new DescribeSecretCommand({ SecretId }));
    const versions = Object.entries(described.VersionIdsToStages ?? {});
    const labels = versions.map(([id, stages]) => ({ id, stages: stages.sort() }));
    return {
      arn: ARN,
      keyArn: described.KmsKeyId,
      value: valueSchema.parse(JSON.parse(secretText(SecretString))),
      labels,
    };
  }

  /**
   * The same, once every task runs with the current value and no rotation is under way.
   *
   * @throws Error after a minute.
   */
  async untilDeployed(SecretId: string) {
    for (const end = Date.now() + 60_000; ;) {
      const secret = await this.secret(SecretId);
      const isDeployed = secret.labels.some(
        ({ stages }) => stages.includes("AWSCURRENT") && stages.includes("DEPLOYED"),
      );
      const isSettled = secret.labels.every(({ stages }) => !stages.includes("AWSPENDING"));
      if (isDeployed && isSettled) return secret;
      if (Date.now() > end) throw new Error(`${SecretId} is not deployed: ${JSON.stringify(secret.labels)}`);
      await delay(250);
    }
  }

  /** Rotates a secret, and waits until its next value is the current one. */
  async rotate(SecretId: string): Promise<void> {
    const { VersionId } = await this.secretsManager.send(new RotateSecretCommand({ SecretId }));
    for (const end = Date.now() + 60_000; ;) {
      const { labels } = await this.secret(SecretId);
      if (labels.some(({ id, stages }) => id === VersionId && stages.includes("AWSCURRENT"))) return;
      if (Date.now() > end) throw new Error(`${SecretId} has not been rotated: ${JSON.stringify(labels)}`);
      await delay(250);
    }
  }

  /** Has the rollout function look at all services now: it may have been made after their first deployments. */
  async rollOut(stack: string): Promise<void> {
    const FunctionName = `secret-backed-services-${stack}-rollout`;
    const { FunctionError } = await this.lambda.send(new InvokeCommand({ FunctionName, Payload: "{}" }));
    if (FunctionError !== undefined) throw new Error(`${FunctionName} failed: ${FunctionError}`);
  }

  /** Calls the rollout function again and again, as its clock does, until every task runs with the current value. */
  async rollOutUntilDeployed(stack: string, SecretId: string): Promise<void> {
    for (const end = Date.now() + 60_000; ;) {
      await this.rollOut(stack).catch((error: unknown) => {
        const isAtWork = error instanceof Error && error.name === "TooManyRequestsException";
        if (!isAtWork) throw error; // an event has called it: it takes one call at a time
      });
      const { labels } = await this.secret(SecretId);
      const isDeployed = ({ stages }: { stages: string[] }) =>
        stages.includes("AWSCURRENT") && stages.includes("DEPLOYED");
      if (labels.some(isDeployed)) return;
      if (Date.now() > end) throw new Error(`${SecretId} is not deployed: ${JSON.stringify(labels)}`);
      await delay(1000);
    }
  }

  /** Puts a further key into a secret's value, as a person must before a task can receive it. */
  async addKey(SecretId: string, key: string): Promise<void> {
    const { value } = await this.secret(SecretId);
    const SecretString = JSON.stringify({ ...value, [key]: secretText() });
    await this.secretsManager.send(new PutSecretValueCommand({ SecretId, SecretString }));
  }

  /** What the containers of a task definition's latest revision receive by reference. */
  async containerSecrets(taskDefinition: string) {
    const described = await this.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    return (described.taskDefinition?.containerDefinitions ?? []).map(({ secrets }) => secrets);
  }

  /** All inline policies of a role. */
  async rolePolicies(RoleName: string): Promise<unknown[]> {
    const { PolicyNames = [] } = await this.iam.send(new ListRolePoliciesCommand({ RoleName }));
    const policies = PolicyNames.map(async (PolicyName) => {
      const policy = await this.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return JSON.parse(decodeURIComponent(policy.PolicyDocument ?? "")) as unknown;
    });
    return Promise.all(policies);
  }

  /**
   * Reads a secret as a role. ECS alone may assume the roles, so the role's trust is widened to the account for the time of
   * the read.
   *
   * @returns `read`, or the error's name.
   */
  async readAs(RoleName: string, SecretId: string): Promise<string> {
    const { Role } = await this.iam.send(new GetRoleCommand({ RoleName }));
    const PolicyDocument = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "");
    await this.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trustInAccount }));
    try {
      const credentials = await this.assume(Role?.Arn ?? "");
      const asRole = new SecretsManagerClient({ ...clientOptions(this.endpoint, this.place), credentials });
      await asRole.send(new GetSecretValueCommand({ SecretId }));
      return "read";
    } catch (error) {
      return error instanceof Error ? error.name : String(error);
    } finally {
      await this.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    }
  }

  private async assume(RoleArn: string) {
    const parameters = { Action: "AssumeRole", Version: "2011-06-15", RoleArn, RoleSessionName: "test" };
    const scope = `test/20260101/${this.place}/sts/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
    const body = new URLSearchParams(parameters);
    const answer = await fetch(this.endpoint, { method: "POST", headers: { authorization }, body });
    const xml = await answer.text();
    const field = (name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1] ?? "";
    return {
      accessKeyId: field("AccessKeyId"),
      secretAccessKey: field("SecretAccessKey"),
      sessionToken: field("SessionToken"),
    };
  }
}

const trustInAccount = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "sts:AssumeRole" },
  ],
});
