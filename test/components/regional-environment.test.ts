import assert from "node:assert/strict";

import { analyze } from "../../local/offline/analyze";
import { type Recording } from "../../local/offline/recorder";
import { type Environment, environments } from "../../naming";
import { policies } from "../../policy-pack/policies/index";
import { parseDocument, typesAndNames, textOf } from "../support/components";
import { resourceOf, resourcesOf } from "../support/pulumi";
import { regionalSettings } from "../support/regional-stack";
import { recordStack } from "../support/whole-stack";

const region = "eu-central-1";
const place = { partition: "aws", region, dnsSuffix: "amazonaws.com" };
const secrets = [
  "auth-service-prod-config",
  "notification-service-prod-credentials",
  "payment-service-prod-api-keys",
];

const ofPrimary = memoized((replicated: boolean) =>
  recordStack("prod", { changes: { replicaRegions: replicated ? [region] : [] } }),
);
const ofReplicas = memoized((environment: Environment, preview: boolean) =>
  recordStack(environment, {
    stack: `${environment}-${region}`,
    // Not eu-west-1, which recordStack takes for the place of the stack.
    settings: { ...regionalSettings(environment), replicaOf: "us-east-2" },
    place,
    preview,
  }),
);

/** Records each stack once. */
function memoized<Args extends unknown[], Result>(
  make: (...args: Args) => Result,
): (...args: Args) => Result {
  const made = new Map<string, Result>();
  return (...args) => {
    const key = JSON.stringify(args);
    const result = made.get(key) ?? make(...args);
    made.set(key, result);
    return result;
  };
}

/** What identity policies and trust policies are written for, by the role's name. */
function roleNames(recording: Recording<unknown>): string[] {
  return resourcesOf(recording, "aws:iam/role:Role")
    .map(({ inputs }) => textOf(inputs.name))
    .sort();
}

describe("a stack whose secrets are replicated", () => {
  it("has a key in the other Region, and no other resource more", async () => {
    const [alone, replicated] = [await ofPrimary(false), await ofPrimary(true)];
    const before = new Set(typesAndNames(alone.resources));
    assert.deepEqual(
      typesAndNames(replicated.resources).filter((each) => !before.has(each)),
      ["aws:kms/alias:Alias prod-key-eu-central-1", "aws:kms/key:Key prod-key-eu-central-1"],
    );
    assert.equal(replicated.resources.length, alone.resources.length + 2);
    const { name, region: ofAlias } = resourceOf(
      replicated,
      "aws:kms/alias:Alias",
      "prod-key-eu-central-1",
    ).inputs;
    assert.deepEqual([name, ofAlias], ["alias/secret-backed-services-prod", region]);
  });

  it("encrypts each replica with that key", async () => {
    const recording = await ofPrimary(true);
    const key = resourceOf(recording, "aws:kms/key:Key", "prod-key-eu-central-1");
    const found = resourcesOf(recording, "aws:secretsmanager/secret:Secret");
    assert.deepEqual(
      found.map(({ inputs }) => [textOf(inputs.name), inputs.replicas] as const).sort(),
      secrets.map((name) => [name, [{ region, kmsKeyId: key.outputs.arn }]]),
    );
  });

  it("lets CloudWatch Logs of that Region use that key", async () => {
    const { inputs } = resourceOf(await ofPrimary(true), "aws:kms/key:Key", "prod-key-eu-central-1");
    const { Statement } = parseDocument(inputs.policy) as {
      Statement: { Sid: string; Principal: unknown }[];
    };
    const { Principal } = Statement.find(({ Sid }) => Sid === "EncryptLogs") ?? {};
    assert.deepEqual([inputs.region, Principal], [region, { Service: [`logs.${region}.amazonaws.com`] }]);
  });

  it("violates no policy", async () => {
    assert.deepEqual(await analyze(policies, await ofPrimary(true)), []);
  });
});

describe("a stack of services that use replicas", () => {
  it("has what the services share and the services, and nothing that makes, rotates or watches a secret", async () => {
    const types = new Set((await ofReplicas("prod", false)).resources.map(({ type }) => type));
    assert.deepEqual(
      [...types].filter((type) => type.startsWith("secret-backed-services:")).sort(),
      [
        "FargateTask",
        "Network",
        "RegionalEnvironment",
        "SecretBackedService",
        "ServiceLoadBalancer",
        "ServiceRole",
      ].map((type) => `secret-backed-services:components:${type}`),
    );
    const kinds = ["cloudtrail", "kms", "lambda", "random", "s3", "secretsmanager"];
    assert.deepEqual(
      [...types].filter((type) => kinds.includes(type.split(/[:/]/)[type.startsWith("aws:") ? 1 : 0] ?? "")),
      [],
    );
  });

  it("hands the replicas of its own Region to the tasks", async () => {
    const recording = await ofReplicas("prod", false);
    const received = resourcesOf(recording, "aws:ecs/taskDefinition:TaskDefinition").flatMap(({ inputs }) =>
      (parseDocument(inputs.containerDefinitions) as { secrets: { valueFrom: string }[] }[]).flatMap(
        (container) => container.secrets.map(({ valueFrom }) => valueFrom.split(":").slice(0, 7).join(":")),
      ),
    );
    assert.deepEqual(
      [...new Set(received)].sort(),
      secrets.map((name) => `arn:aws:secretsmanager:${region}:123456789012:secret:${name}-0ff11e`),
    );
  });

  it("lets its execution roles read these replicas, and decrypt with the key of its own Region", async () => {
    const recording = await ofReplicas("prod", false);
    const { inputs } = resourceOf(recording, "aws:iam/rolePolicy:RolePolicy", "payment-service-execution");
    const { Statement } = parseDocument(inputs.policy) as { Statement: Record<string, unknown>[] };
    const arn = `arn:aws:secretsmanager:${region}:123456789012:secret:payment-service-prod-api-keys-0ff11e`;
    assert.deepEqual(Statement.slice(0, 2), [
      { Sid: "ReadSecrets", Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: [arn] },
      {
        Sid: "DecryptSecrets",
        Effect: "Allow",
        Action: ["kms:Decrypt"],
        Resource: [`arn:aws:kms:${region}:123456789012:key/00000000-0000-4000-8000-000000000000`],
        Condition: {
          StringEquals: {
            "kms:ViaService": `secretsmanager.${region}.amazonaws.com`,
            "kms:EncryptionContext:SecretARN": [arn],
          },
        },
      },
    ]);
  });

  it("has roles of other names than the primary Region's stack, and the wall lets the execution roles through", async () => {
    const [primary, replicas] = [await ofPrimary(true), await ofReplicas("prod", false)];
    const names = roleNames(replicas);
    assert.deepEqual(
      names,
      ["auth-service", "notification-service", "payment-service"].flatMap((service) => [
        `${service}-prod-execution-${region}`,
        `${service}-prod-task-${region}`,
      ]),
    );
    assert.deepEqual(
      roleNames(primary).filter((name) => names.includes(name)),
      [],
    );
    const walls = resourcesOf(primary, "aws:secretsmanager/secretPolicy:SecretPolicy");
    assert.equal(walls.length, secrets.length);
    for (const { name, inputs } of walls) {
      const service = name.replace(/-(config|api-keys|credentials)$/, "");
      const role = `arn:aws:iam::123456789012:role/${service}-prod-execution-${region}`;
      assert.ok(textOf(inputs.policy).includes(`"${role}"`), `${role} comes through the wall of ${name}`);
    }
    for (const { name, inputs } of resourcesOf(primary, "aws:kms/key:Key")) {
      for (const role of names.filter((each) => each.includes("-execution-")))
        assert.ok(
          textOf(inputs.policy).includes(`role/${role}"`),
          `${role} comes through the wall of ${name}`,
        );
    }
  });

  for (const environment of environments)
    for (const preview of [true, false]) {
      it(`violates no policy in ${environment} ${preview ? "at first preview" : "in an update"}`, async () => {
        assert.deepEqual(await analyze(policies, await ofReplicas(environment, preview)), []);
      });
    }
});

describe("the rollout function of a stack whose secrets are replicated", () => {
  it("sees and deploys the same services in the other Region, and moves labels in its own only", async () => {
    const { inputs } = resourceOf(await ofPrimary(true), "aws:iam/rolePolicy:RolePolicy", "prod-rollout");
    const { Statement } = parseDocument(inputs.policy) as { Statement: Record<string, unknown>[] };
    const of = (sid: string) => Statement.find(({ Sid }) => Sid === sid);
    const cluster = "cluster/secret-backed-services-prod";
    assert.deepEqual(of("ForceDeployments"), {
      Sid: "ForceDeployments",
      Effect: "Allow",
      Action: ["ecs:UpdateService"],
      Resource: ["auth-service", "payment-service", "notification-service"].flatMap((service) =>
        ["eu-west-1", region].map(
          (each) => `arn:aws:ecs:${each}:123456789012:service/secret-backed-services-prod/${service}-prod`,
        ),
      ),
      Condition: {
        ArnEquals: {
          "ecs:cluster": ["eu-west-1", region].map((each) => `arn:aws:ecs:${each}:123456789012:${cluster}`),
        },
      },
    });
    const regions = (sid: string) => [
      ...new Set((of(sid)?.Resource as string[]).map((arn) => arn.split(":")[3])),
    ];
    assert.deepEqual(regions("ReadLabels"), ["eu-west-1", region]);
    assert.deepEqual(regions("MoveLabels"), ["eu-west-1"]);
  });

  it("knows the Region", async () => {
    const { inputs } = resourceOf(await ofPrimary(true), "aws:lambda/function:Function", "prod-rollout");
    const { variables } = inputs.environment as { variables: Record<string, unknown> };
    assert.equal(variables.REPLICA_REGIONS, region);
  });
});

describe("the alarms of a stack whose secrets are replicated", () => {
  it("count the reads of a service's roles in every Region as its own", async () => {
    const recording = await ofPrimary(true);
    const roles = "arn:aws:sts::123456789012:assumed-role/auth-service-prod-execution*";
    for (const count of ["ReadsByExecutionRole", "ReadsByOthers", "ReadsByUndeclared"]) {
      const filter = resourcesOf(recording, "aws:cloudwatch/logMetricFilter:LogMetricFilter").find(
        ({ inputs }) =>
          textOf(inputs.name).startsWith("auth-service-prod-config") && textOf(inputs.name).includes(count),
      );
      assert.ok(textOf(filter?.inputs.pattern).includes(`"${roles}"`), count);
    }
  });
});
