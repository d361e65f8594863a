import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";

import * as aws from "@pulumi/aws";
import fc from "fast-check";

import { SecretBackedService } from "../../../components/secret-backed-service";
import { analyze } from "../../../local/offline/analyze";
import { record } from "../../../local/offline/recorder";
import { policies } from "../../../policy-pack/policies/index";
import { serviceSpec, testEnvironment } from "../../support/components";

const folder = join(__dirname, "..", "..", "..", "policy-pack", "policies");

describe("policies", () => {
  it("has every file of the folder, under the file's name", () => {
    const files = readdirSync(folder).filter((file) => file !== "index.ts");
    assert.deepEqual(policies.map(({ name }) => `${name}.ts`).sort(), files.sort());
  });

  for (const policy of policies) {
    it(`${policy.name} has a level, a severity, a way to comply and a reference`, () => {
      const { enforcementLevel, severity, remediationSteps, framework, description } = policy;
      assert.equal(enforcementLevel, "mandatory");
      assert.ok(severity && remediationSteps && framework);
      assert.match(description, /^[A-Z].*[.)]$/);
      assert.ok(!description.includes("\n"));
    });
  }

  const rotation = { strategy: "manual", deadlineInDays: 90 } as const;
  const service = () =>
    new SecretBackedService("auth-service", {
      environment: testEnvironment(),
      service: serviceSpec({
        environment: { LOG_LEVEL: "info" },
        secrets: [
          {
            type: "config",
            keys: { JWT_SECRET: { source: "generated", length: 64, special: false, rotation } },
          },
        ],
      }),
      suppliedValues: new Map(),
      recoveryWindowInDays: 7,
      logRetentionInDays: 30,
      deletionProtection: false,
      tags: { Environment: "test" },
    });

  for (const preview of [true, false]) {
    it(`have nothing to say of this project's own service, ${preview ? "at first preview" : "in an update"}`, async () => {
      const recording = await record(service, { preview, stack: "test" });
      assert.deepEqual(await analyze(policies, recording), []);
    });
  }

  it("never fail, whatever a document holds", async () => {
    const keys =
      `name environment secrets environmentFiles command entryPoint healthCheck dockerLabels logConfiguration
      options secretOptions value valueFrom user image privileged readonlyRootFilesystem logDriver linuxParameters
      capabilities add Statement Effect Action NotAction Resource NotResource Principal
      NotPrincipal Condition StringEquals StringLike AWS Service Sid`.split(/\s+/);
    const { document } = fc.letrec<{ document: unknown }>((tie) => ({
      document: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        fc.constantFrom("Allow", "*", "secretsmanager:*", "arn:aws:secretsmanager:", "KEY=x", null, 0, true),
        fc.array(tie("document"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys), tie("document"), { maxKeys: 6 }),
      ),
    }));
    const documents = fc.sample(fc.oneof(document, fc.array(document), fc.string()), {
      numRuns: 200,
      seed: 1,
    });
    const recording = await record(() => {
      documents.forEach((value, index) => {
        const text = typeof value === "string" ? value : JSON.stringify(value);
        new aws.ecs.TaskDefinition(`task-${index}`, { family: "web", containerDefinitions: text });
        new aws.iam.Policy(`policy-${index}`, { policy: text });
        new aws.iam.Role(`role-${index}`, { assumeRolePolicy: text });
        new aws.kms.Key(`key-${index}`, { policy: text });
      });
    });
    await assert.doesNotReject(analyze(policies, recording));
  });
});
