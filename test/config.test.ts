import assert from "node:assert/strict";
import { randomInt } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";

import { wrongAccess, wrongPermissions } from "./support/breakages/access";
import { wrongAdoptions } from "./support/breakages/adoption";
import { type Breakage, created, functionArn } from "./support/breakages/breakage";
import { wrongCapacity, wrongContainers } from "./support/breakages/containers";
import { wrongNames } from "./support/breakages/names";
import { wrongNetworks } from "./support/breakages/networks";
import { wrongRotation } from "./support/breakages/rotation";
import { wrongSecrets } from "./support/breakages/secrets";
import { missingSettings, unknownSettings, wrongExceptions, wrongTypes } from "./support/breakages/settings";
import { valueOf } from "./support/pulumi";
import {
  changed,
  problemsIn,
  readConfig,
  type Settings,
  validAccess,
  validSettings,
  validValues,
} from "./support/stack-config";
import { secretText } from "./support/secret-text";

const groups: Record<string, readonly Breakage[]> = {
  "wrong types": wrongTypes,
  "what is missing": missingSettings,
  "what is unknown": unknownSettings,
  "wrong names": wrongNames,
  "wrong containers": wrongContainers,
  "wrong capacity": wrongCapacity,
  "wrong networks": wrongNetworks,
  "wrong secrets": wrongSecrets,
  "wrong rotation": wrongRotation,
  "wrong adoptions": wrongAdoptions,
  "wrong access": wrongAccess,
  "wrong permissions": wrongPermissions,
  "wrong exceptions": wrongExceptions,
};

describe("readStackConfig", () => {
  for (const [group, breakages] of Object.entries(groups)) {
    describe(`refuses ${group}`, () => {
      for (const [title, changes, message, test = {}] of breakages) {
        it(title, async () => {
          const stack = test.stack ?? "test";
          const settings = changed({ ...validSettings, ...validAccess(stack) }, changes);
          assert.deepEqual(await problemsIn({ values: validValues(stack), ...test, settings }), [
            `stack "${stack}" has 1 problem in its configuration:`,
            `  - ${message}`,
          ]);
        });
      }
    });
  }

  it("is broken in at least 40 ways here, each with a message of its own", () => {
    const messages = Object.values(groups).flatMap((breakages) => breakages.map(([, , message]) => message));
    assert.ok(messages.length >= 40);
    assert.equal(new Set(messages).size, messages.length);
  });

  it("reports every problem at once, in the same order each time", async () => {
    const settings = changed(validSettings, {
      "services[0].memory": 4096,
      "services[0].user": "root",
      "services[0].secrets[0].rotation": { functionArn, schedule: "rate(1 hour)" },
      "services[1]": { name: "auth-service", image: "nginx:1", memory: 512, port: "80" },
      "network.create": created,
      tags: { Service: "x" },
      owner: "me",
    });
    const problems = [
      'stack "test" has 10 problems in its configuration:',
      "  - services[1].cpu is missing: set it (Task CPU in units; 1024 are one vCPU)",
      '  - services[1].port must be a number: remove the quotes (got "80")',
      '  - services[1].name is declared already in services[0].name: keep one of them (got "auth-service")',
      "  - services[0].memory must be 512, 1024, 2048 MiB for cpu 256 (got 4096)",
      '  - services[0].user must not be root: name another user (got "root")',
      '  - services[0].secrets[0].rotation.schedule must leave at least 4 hours between rotations (got "rate(1 hour)")',
      "  - network must have one of create and existing, has both: remove one",
      "  - tags.Service is set by the program: remove it",
      "  - auth-service-test-config.API_KEY is missing: supply the key's first value with pulumi config set --secret --stack test auth-service-test-config.API_KEY",
      "  - owner is neither a setting (network, cluster, services, access, rollout, monitoring, delivery, replicaRegions, replicaOf, deletionProtection, recoveryWindowInDays, logRetentionInDays, tags, policyExceptions, environmentStack) nor a secret's first value: remove it with pulumi config rm --stack test owner",
    ];
    assert.deepEqual(await problemsIn({ settings, values: {} }), problems);
    assert.deepEqual(await problemsIn({ settings, values: {} }), problems);
  });

  it("asks once for a first value that is declared twice", async () => {
    const [service] = validSettings.services;
    const settings = { ...validSettings, services: [service, service] };
    assert.deepEqual(await problemsIn({ settings, values: {} }), [
      'stack "test" has 2 problems in its configuration:',
      '  - services[1].name is declared already in services[0].name: keep one of them (got "auth-service")',
      "  - auth-service-test-config.API_KEY is missing: supply the key's first value with pulumi config set --secret --stack test auth-service-test-config.API_KEY",
    ]);
  });

  describe("never quotes a credential that was put", () => {
    const password = `Aa1+${secretText()}`;
    const number = randomInt(1_000_000_000, 2_000_000_000);
    const misplaced: Record<string, Settings> = {
      "in an environment variable's name": { "services[0].environment": { [`API_KEY=${password}`]: "" } },
      "in a list of variables": { "services[0].environment": [`API_KEY=${password}`] },
      "in place of all variables": { "services[0].environment": `API_KEY=${password}` },
      "as a number into a variable": { "services[0].environment": { API_KEY: number } },
      "as an object into a variable": { "services[0].environment": { API_KEY: { value: password } } },
      "in a command that is no list": { "services[0].command": `run --password ${password}` },
      "as a number into a command": { "services[0].command": ["run", number] },
      "in a health check": { "services[0].healthCheck": { command: [password, number] } },
      "as a key's value": { "services[0].secrets[0].keys.API_KEY": password },
      "as a key's number": { "services[0].secrets[0].keys.API_KEY": number },
      "as a key's source": { "services[0].secrets[0].keys.API_KEY.source": password },
      "as a setting of a key": { "services[0].secrets[0].keys.API_KEY.value": password },
      "in place of a secret": { "services[0].secrets[0]": `API_KEY=${password}` },
      "in place of all secrets": { "services[0].secrets": password },
      "in a secret's description": { "services[0].secrets[0].description": password.repeat(100) },
      "as registry credentials": { "services[0].registryCredentialsArn": `user:${password}` },
      "in an image": { "services[0].image": `https://user:${password}@registry.example.com/image` },
      "before an image": { "services[0].image": `user:${password}@registry.example.com/image` },
      "in a tag": { tags: { Name: password, Owner: `${password}!`, CostCenter: number } },
      "in place of all tags": { tags: password },
      "in place of a service": { "services[0]": password },
      "in place of all services": { services: password },
      "in place of the network": { network: password },
    };
    for (const [place, changes] of Object.entries(misplaced)) {
      it(place, async () => {
        const settings = changed(validSettings, changes);
        const message = (await problemsIn({ settings, values: validValues() })).join("\n");
        assert.match(message, /^stack "test" has \d problems? in its configuration:\n/);
        assert.ok(!message.includes(password) && !message.includes(String(number)), place);
      });
    }

    it("into first values", async () => {
      const values = {
        "auth-service-test-config.OTHER": password,
        other: password,
        "auth-service-prod-config": password,
      };
      const plainText = { "auth-service-test-config.API_KEY": password };
      const message = (await problemsIn({ settings: validSettings, values, plainText })).join("\n");
      assert.match(message, /^stack "test" has 4 problems in its configuration:\n/);
      assert.ok(!message.includes(password));
    });
  });

  it("fills in the defaults of prod", async () => {
    const settings = { ...validSettings, ...validAccess("prod") };
    const config = await readConfig({ settings, stack: "prod", values: validValues("prod") });
    const { environment, deletionProtection, recoveryWindowInDays, logRetentionInDays, tags } = config;
    assert.deepEqual(
      { environment, deletionProtection, recoveryWindowInDays, logRetentionInDays, tags },
      {
        environment: "prod",
        deletionProtection: true,
        recoveryWindowInDays: 30,
        logRetentionInDays: 365,
        tags: {},
      },
    );
  });

  for (const stack of ["stage", "test"]) {
    it(`fills in the defaults of ${stack}`, async () => {
      const config = await readConfig({ settings: validSettings, stack, values: validValues(stack) });
      const { environment, deletionProtection, recoveryWindowInDays, logRetentionInDays, tags } = config;
      assert.deepEqual(
        { environment, deletionProtection, recoveryWindowInDays, logRetentionInDays, tags },
        {
          environment: stack,
          deletionProtection: false,
          recoveryWindowInDays: 7,
          logRetentionInDays: 30,
          tags: {},
        },
      );
    });
  }

  it("keeps what is declared over every default", async () => {
    const declared = {
      deletionProtection: false,
      recoveryWindowInDays: 14,
      logRetentionInDays: 90,
      tags: { Team: "payments" },
    };
    const settings = { ...validSettings, ...validAccess("prod"), ...declared };
    const config = await readConfig({ settings, stack: "prod", values: validValues("prod") });
    const { deletionProtection, recoveryWindowInDays, logRetentionInDays, tags } = config;
    assert.deepEqual({ deletionProtection, recoveryWindowInDays, logRetentionInDays, tags }, declared);
  });

  it("hands over each first value as a Pulumi secret", async () => {
    const values = validValues();
    const { suppliedValues } = await readConfig({ settings: validSettings, values });
    assert.deepEqual([...suppliedValues.keys()], ["auth-service-test-config"]);
    const supplied = suppliedValues.get("auth-service-test-config");
    assert.deepEqual([...(supplied?.keys() ?? [])], ["API_KEY"]);
    const value = supplied?.get("API_KEY") ?? pulumi.output("");
    assert.equal(await valueOf(value), values["auth-service-test-config.API_KEY"]);
    assert.equal(await pulumi.isSecret(value), true);
  });

  it("hands over an unknown first value as unknown in a preview", async () => {
    const values = { "auth-service-test-config.API_KEY": pulumi.runtime.unknownValue };
    const { suppliedValues } = await readConfig({ settings: validSettings, values, preview: true });
    const value = suppliedValues.get("auth-service-test-config")?.get("API_KEY") ?? pulumi.output("");
    assert.equal(await valueOf(value), undefined);
    assert.equal(await pulumi.isSecret(value), true);
  });
});
