import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from "@aws-sdk/client-lambda";
import { z } from "zod";

import { callJson, clientOptions } from "../local-aws";
import { zipOf } from "../zip";
import { type Makers } from "./made-resource";

const text = z.string();

/** What runs: functions, the rules that wake them, and services. */
export const workloadMakers: Makers = {
  "aws:lambda/function:Function": async (inputs) => {
    const { name, role, runtime, handler, code, environment, ...limits } = z
      .object({
        name: text,
        role: text,
        runtime: z.enum(["nodejs24.x", "nodejs22.x"]),
        handler: text,
        code: z.object({ assets: z.object({ "index.js": z.object({ text }) }) }),
        timeout: z.number(),
        memorySize: z.number(),
        reservedConcurrentExecutions: z.number(),
        environment: z.object({ variables: z.record(text, text) }),
      })
      .parse(inputs);
    const { FunctionArn } = await lambda().send(
      new CreateFunctionCommand({
        FunctionName: name,
        Role: role,
        Runtime: runtime,
        Handler: handler,
        Code: { ZipFile: zipOf("index.js", code.assets["index.js"].text) },
        Timeout: limits.timeout,
        MemorySize: limits.memorySize,
        Environment: { Variables: environment.variables },
      }),
    );
    const limit = { FunctionName: name, ReservedConcurrentExecutions: limits.reservedConcurrentExecutions };
    await lambda().send(new PutFunctionConcurrencyCommand(limit));
    return FunctionArn;
  },
  "aws:lambda/permission:Permission": async (inputs, name) => {
    const { action, principal, sourceAccount, sourceArn, ...permission } = z
      .object({
        function: text,
        action: text,
        principal: text,
        sourceAccount: text.optional(),
        sourceArn: text,
      })
      .parse(inputs);
    await lambda().send(
      new AddPermissionCommand({
        FunctionName: permission.function,
        StatementId: name,
        Action: action,
        Principal: principal,
        SourceAccount: sourceAccount,
        SourceArn: sourceArn,
      }),
    );
    return undefined;
  },
  "aws:cloudwatch/eventRule:EventRule": async (inputs) => {
    const { name, eventPattern, scheduleExpression } = z
      .object({ name: text, eventPattern: text.optional(), scheduleExpression: text.optional() })
      .parse(inputs);
    const rule = { Name: name, EventPattern: eventPattern, ScheduleExpression: scheduleExpression };
    const answer = await callJson("events", "AWSEvents.PutRule", rule);
    return z.object({ RuleArn: text }).parse(answer).RuleArn;
  },
  "aws:cloudwatch/eventTarget:EventTarget": async (inputs) => {
    const { rule, arn } = z.object({ rule: text, arn: text }).parse(inputs);
    await callJson("events", "AWSEvents.PutTargets", { Rule: rule, Targets: [{ Id: "function", Arn: arn }] });
    return undefined;
  },
  "aws:ecs/cluster:Cluster": async (inputs) => {
    const { name } = z.object({ name: text }).parse(inputs);
    const { cluster } = await ecs().send(new CreateClusterCommand({ clusterName: name }));
    return cluster?.clusterArn;
  },
  "aws:ecs/taskDefinition:TaskDefinition": async (inputs) => {
    const { family, containerDefinitions, executionRoleArn, taskRoleArn } = z
      .object({ family: text, containerDefinitions: text, executionRoleArn: text, taskRoleArn: text })
      .parse(inputs);
    const containers = z
      .array(
        z.object({ name: text, image: text, secrets: z.array(z.object({ name: text, valueFrom: text })) }),
      )
      .parse(JSON.parse(containerDefinitions));
    const definition = { family, executionRoleArn, taskRoleArn, containerDefinitions: containers };
    const { taskDefinition } = await ecs().send(new RegisterTaskDefinitionCommand(definition));
    return taskDefinition?.taskDefinitionArn;
  },
  "aws:ecs/service:Service": async (inputs) => {
    const { name, deploymentCircuitBreaker, ...service } = z
      .object({
        name: text,
        cluster: text,
        taskDefinition: text,
        desiredCount: z.number(),
        deploymentCircuitBreaker: z.object({ enable: z.boolean(), rollback: z.boolean() }),
      })
      .parse(inputs);
    const deploymentConfiguration = { deploymentCircuitBreaker };
    await ecs().send(new CreateServiceCommand({ ...service, serviceName: name, deploymentConfiguration }));
    return undefined;
  },
};

const ecs = () => new ECSClient(clientOptions());
const lambda = () => new LambdaClient(clientOptions());
