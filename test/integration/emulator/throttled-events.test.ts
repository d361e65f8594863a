import assert from "node:assert/strict";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from "@aws-sdk/client-lambda";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { callJson, clientOptions, eventually, uniqueName } from "../../support/local-aws";
import { zipOf } from "../../support/zip";

const source = `
const { appendFileSync } = require("node:fs");
exports.handler = async ({ detail }) => appendFileSync(process.env.CALLS_FILE, detail.number + "\\n");
`;
const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

describe("emulator: events for a function", () => {
  const folder = mkdtempSync(join(tmpdir(), "throttled-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("wait while it is at its reserved concurrency", async () => {
    const name = uniqueName("throttled");
    const lambda = new LambdaClient(clientOptions());
    const callsFile = join(folder, name);
    const AssumeRolePolicyDocument = JSON.stringify(trust);
    const role = await new IAMClient(clientOptions()).send(
      new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument }),
    );
    const created = await lambda.send(
      new CreateFunctionCommand({
        FunctionName: name,
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Role: role.Role?.Arn,
        Code: { ZipFile: zipOf("index.js", source) },
        Environment: { Variables: { CALLS_FILE: callsFile } },
      }),
    );
    const permission = {
      StatementId: "events",
      Action: "lambda:InvokeFunction",
      Principal: "events.amazonaws.com",
    };
    await lambda.send(new AddPermissionCommand({ FunctionName: name, ...permission }));
    const EventPattern = JSON.stringify({ source: [name] });
    await callJson("events", "AWSEvents.PutRule", { Name: name, EventPattern });
    await callJson("events", "AWSEvents.PutTargets", {
      Rule: name,
      Targets: [{ Id: "1", Arn: created.FunctionArn }],
    });

    const limit = (ReservedConcurrentExecutions: number) =>
      lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions }));
    const calls = () => readFileSync(callsFile, { encoding: "utf8", flag: "a+" });
    await limit(0);
    const Entries = [1, 2].map((number) => ({
      Source: name,
      DetailType: "test",
      Detail: JSON.stringify({ number }),
    }));
    await callJson("events", "AWSEvents.PutEvents", { Entries });
    await delay(300);
    assert.equal(calls(), "");
    await limit(1);
    const all = await eventually(() => Promise.resolve(calls().length === 4 ? calls() : undefined));
    assert.deepEqual(all.trim().split("\n").sort(), ["1", "2"]);
  });
});
