import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { declareAccess } from "../../../local/access/declare";
import { changed } from "../../support/stack-config";
import { stackFile } from "../../support/stack-files";

const folder = resolve(__dirname, "..", "..", "..");
const secretPrefix = "arn:aws-us-gov:secretsmanager:us-gov-west-1:444455556666:secret:";

describe("declareAccess", () => {
  let scratch: string;
  let configFile: string;
  before(() => {
    scratch = mkdtempSync(join(tmpdir(), "declare-"));
    configFile = join(scratch, "prod.yaml");
    const access = {
      rolePath: "/services/",
      permissionsBoundaryArn: "arn:aws-us-gov:iam::444455556666:policy/boundary",
      administrators: ["arn:aws-us-gov:iam::444455556666:role/*/Admin_?"],
    };
    const config = changed(stackFile("prod").config, {
      "aws:region": undefined,
      "secret-backed-services:access": access,
    });
    const text = JSON.stringify({ config: { ...config, "aws:region": "us-gov-west-1" } });
    writeFileSync(
      configFile,
      text.replaceAll(/arn:aws:(acm|secretsmanager):eu-west-1/g, "arn:aws-us-gov:$1:us-gov-west-1"),
    );
  });
  after(() => {
    rmSync(scratch, { recursive: true });
  });

  it("gives what a stack declares, in the account, region and partition it is taken to be in", async () => {
    const declared = await declareAccess({
      folder,
      stack: "prod",
      configFile,
      accountId: "444455556666",
    });
    const { environment, account, partition, region, dnsSuffix, administrators } = declared;
    assert.deepEqual(
      { environment, account, partition, region, dnsSuffix, administrators },
      {
        environment: "prod",
        account: "444455556666",
        partition: "aws-us-gov",
        region: "us-gov-west-1",
        dnsSuffix: "amazonaws.com",
        administrators: ["arn:aws-us-gov:iam::444455556666:role/*/Admin_?"],
      },
    );
    assert.deepEqual(
      declared.secrets.map(({ name, arn }) => [name, arn.replace(/.{6}$/, "")]),
      [
        "auth-service-prod-config",
        "notification-service-prod-credentials",
        "payment-service-prod-api-keys",
      ].map((name) => [name, `${secretPrefix}${name}-`]),
    );
    assert.deepEqual(
      declared.roles.map(({ arn, policies, permissionsBoundaryArn }) => [
        arn,
        policies.length,
        permissionsBoundaryArn,
      ]),
      [
        ["auth-service-prod-execution", 1],
        ["auth-service-prod-rotation", 1],
        ["auth-service-prod-task", 0],
        ["notification-service-prod-execution", 1],
        ["notification-service-prod-task", 0],
        ["payment-service-prod-execution", 1],
        ["payment-service-prod-task", 0],
        ["secret-backed-services-prod-rollout", 1],
        ["secret-backed-services-prod-trail", 1],
        ["secret-backed-services-prod-rotation-age", 1],
      ].map(([name, policies]) => [
        `arn:aws-us-gov:iam::444455556666:role/services/${name ?? ""}`,
        policies,
        "arn:aws-us-gov:iam::444455556666:policy/boundary",
      ]),
    );
    assert.deepEqual(declared.managedPolicies, []);
  });

  it("runs the program anew for each stack", async () => {
    const declare = () => declareAccess({ folder, stack: "test", accountId: "444455556666" });
    assert.deepEqual(await declare(), await declare());
  });
});
