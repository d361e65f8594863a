import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import {
  type ResourceValidationArgs,
  type StackValidationArgs,
  validateResourceOfType,
} from "@pulumi/policy";
import * as pulumi from "@pulumi/pulumi";

import { analyze } from "../../../local/offline/analyze";
import { record, type Recording } from "../../../local/offline/recorder";
import { secretText } from "../../support/secret-text";

const urn = (type: string, name: string) => `urn:pulumi:test::secret-backed-services::${type}::${name}`;
const secretType = "aws:secretsmanager/secret:Secret";
const versionType = "aws:secretsmanager/secretVersion:SecretVersion";
const value = secretText();

function recordVersion(preview: boolean): Promise<Recording<unknown>> {
  const program = () => {
    const secret = new aws.secretsmanager.Secret("secret", { name: "a-test-config" }, { protect: true });
    const args = { secretId: secret.arn, secretString: value };
    new aws.secretsmanager.SecretVersion("version", args, { ignoreChanges: ["secretString"] });
  };
  return record(program, { preview, config: { "aws:region": "eu-west-1" } });
}

/** What a policy sees of each resource of the type. */
async function seenByResourcePolicy(
  recording: Recording<unknown>,
  type: string,
): Promise<ResourceValidationArgs[]> {
  const seen: ResourceValidationArgs[] = [];
  const validateResource = (args: ResourceValidationArgs) => {
    if (args.type === type) seen.push(args);
  };
  assert.deepEqual(await analyze([{ name: "see", description: "Sees.", validateResource }], recording), []);
  return seen;
}

describe("analyze", () => {
  it("reports a resource policy's violations at its level, without its description", async () => {
    const policy = {
      name: "named",
      description: "Secrets have names.",
      enforcementLevel: "mandatory" as const,
      severity: "high" as const,
      validateResource: validateResourceOfType(aws.secretsmanager.Secret, ({ name }, _args, report) => {
        report(`The name is ${name ?? "missing"}.`);
      }),
    };
    assert.deepEqual(await analyze([policy], await recordVersion(true)), [
      {
        policy: "named",
        enforcementLevel: "mandatory",
        severity: "high",
        resource: urn(secretType, "secret"),
        message: "The name is a-test-config.",
      },
    ]);
  });

  it("makes an advisory of a mandatory policy that reads an unknown value", async () => {
    const policy = {
      name: "reads-the-arn",
      description: "Reads the ARN.",
      enforcementLevel: "mandatory" as const,
      validateResource: validateResourceOfType(
        aws.secretsmanager.SecretVersion,
        ({ secretId }, _args, report) => {
          report(`The ARN is ${secretId}.`);
        },
      ),
    };
    const [violation, ...others] = await analyze([policy], await recordVersion(true));
    assert.deepEqual(others, []);
    assert.equal(violation?.enforcementLevel, "advisory");
    assert.equal(violation.resource, urn(versionType, "version"));
    assert.match(
      violation.message,
      /^can't run policy 'reads-the-arn' from policy pack 'policy-pack@v0\.0\.0' during preview: /,
    );
    const [known] = await analyze([policy], await recordVersion(false));
    assert.equal(known?.enforcementLevel, "mandatory");
    assert.match(
      known.message,
      /^The ARN is arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-test-config-.{6}\.$/,
    );
  });

  it("reports nothing for a policy that says that it does not apply, or is disabled", async () => {
    const notApplicable = {
      name: "not-applicable",
      description: "Does not apply.",
      validateResource: (args: ResourceValidationArgs) => {
        args.notApplicable("no reason");
      },
    };
    const disabled = {
      name: "disabled",
      description: "Is disabled.",
      enforcementLevel: "disabled" as const,
      validateStack: (_args: StackValidationArgs, report: (message: string) => void) => {
        report("never");
      },
    };
    assert.deepEqual(await analyze([notApplicable, disabled], await recordVersion(true)), []);
  });

  it("shows resource policies plain inputs, options and the provider", async () => {
    const [version] = await seenByResourcePolicy(await recordVersion(false), versionType);
    assert.equal(version?.props.secretString, value);
    assert.equal(version.name, "version");
    assert.deepEqual(version.opts, {
      protect: false,
      ignoreChanges: ["secretString"],
      aliases: [],
      customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
      additionalSecretOutputs: ["secretBinary", "secretString", "secretStringWo"],
      parent: urn("pulumi:pulumi:Stack", "secret-backed-services-test"),
    });
    assert.equal(version.provider?.type, "pulumi:providers:aws");
    assert.equal(version.provider.props.region, "eu-west-1");
  });

  it("shows resource policies ids in the place of references to resources", async () => {
    const recording = await record(() => {
      const topic = new aws.sns.Topic("topic", { name: "alerts" });
      const component = new pulumi.ComponentResource("test:index:Empty", "empty");
      new pulumi.ComponentResource("test:index:Holder", "holder", { topic, component });
    });
    const [holder] = await seenByResourcePolicy(recording, "test:index:Holder");
    assert.equal(holder?.props.topic, "arn:aws:sns:us-east-1:123456789012:alerts");
    assert.equal(holder.props.component, urn("test:index:Empty", "empty"));
  });

  it("shows a provider that the program named, with its timeouts in seconds", async () => {
    const recording = await record(() => {
      const provider = new aws.Provider("elsewhere", { region: "eu-north-1" });
      new aws.sns.Topic("topic", {}, { provider, customTimeouts: { create: "1h30m" } });
    });
    const [topic] = await seenByResourcePolicy(recording, "aws:sns/topic:Topic");
    assert.equal(topic?.provider?.name, "elsewhere");
    assert.equal(topic.provider.props.region, "eu-north-1");
    assert.equal(topic.opts.customTimeouts.createSeconds, 5400);
  });

  it("shows stack policies outputs, parents and what depends on what, also while values are unknown", async () => {
    const seen: unknown[] = [];
    const policy = {
      name: "see",
      description: "Sees.",
      validateStack: ({ resources }: StackValidationArgs) => {
        for (const { type, name, parent, dependencies, propertyDependencies } of resources) {
          seen.push({
            type,
            name,
            parent: parent?.name,
            dependencies: dependencies.map((resource) => resource.name),
            propertyDependencies: Object.entries(propertyDependencies).map(
              ([property, on]) => `${property}: ${on.map((resource) => resource.name).join()}`,
            ),
          });
        }
      },
    };
    const recording = await recordVersion(true);
    assert.deepEqual(await analyze([policy], recording), []);
    const none = { dependencies: [], propertyDependencies: [] };
    const version = recording.resources[0]?.options.version.replaceAll(".", "_") ?? "";
    assert.deepEqual(seen, [
      { type: "pulumi:pulumi:Stack", name: "secret-backed-services-test", parent: undefined, ...none },
      { type: secretType, name: "secret", parent: "secret-backed-services-test", ...none },
      {
        type: versionType,
        name: "version",
        parent: "secret-backed-services-test",
        dependencies: ["secret"],
        propertyDependencies: ["secretId: secret"],
      },
      { type: "pulumi:providers:aws", name: `default_${version}`, parent: undefined, ...none },
    ]);
  });

  it("attributes a stack policy's violation to the resource that it names, or to the stack", async () => {
    const policy = {
      name: "complain",
      description: "Complains.",
      enforcementLevel: "mandatory" as const,
      validateStack: (_args: StackValidationArgs, report: (message: string, urn?: string) => void) => {
        report("this one", urn(secretType, "secret"));
        report("all of it");
      },
    };
    assert.deepEqual(await analyze([policy], await recordVersion(true)), [
      {
        policy: "complain",
        enforcementLevel: "mandatory",
        resource: urn(secretType, "secret"),
        message: "this one",
      },
      {
        policy: "complain",
        enforcementLevel: "mandatory",
        resource: urn("pulumi:pulumi:Stack", "secret-backed-services-test"),
        message: "all of it",
      },
    ]);
  });

  it("fails when a policy fails", async () => {
    const policy = {
      name: "broken",
      description: "Breaks.",
      validateStack: () => {
        throw new Error("a fault of its own");
      },
    };
    await assert.rejects(
      analyze([policy], await recordVersion(true)),
      /policy 'broken'[^]*a fault of its own/,
    );
  });
});
