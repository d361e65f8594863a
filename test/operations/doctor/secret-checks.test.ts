import assert from "node:assert/strict";

import { existenceFindings, unlistedArns } from "../../../operations/doctor/existence-checks";
import { keyFindings } from "../../../operations/doctor/key-checks";
import { shapeOf } from "../../../operations/doctor/observe/secret";
import { parseReference, type Reference } from "../../../operations/doctor/reference";
import { deletionFinding, replicasFinding, valueFindings } from "../../../operations/doctor/secret-checks";
import {
  hoursAgo,
  keyArn,
  observedSecretWith,
  secretArn,
  stackSecretWith,
  told,
} from "../../support/doctor/observed";

function references(...valuesFrom: string[]): Reference[] {
  return valuesFrom.flatMap((valueFrom) => parseReference("VARIABLE", valueFrom) ?? []);
}

describe("the doctor's checks of a secret", () => {
  it("finds nothing wrong with a whole one", () => {
    const findings = valueFindings(observedSecretWith(), references(`${secretArn}:API_KEY::`));
    assert.deepEqual(
      findings.map(({ check, evidence }) => `${check}: ${evidence}`),
      [
        "secret-has-value: a version of it is AWSCURRENT",
        "secret-is-json: its value is a JSON object",
        "secret-strings: all its values are strings",
        "secret-keys: it has API_KEY, JWT_SECRET",
      ],
    );
    assert.deepEqual(told([deletionFinding(stackSecretWith())]), []);
  });

  it("offers to restore one that waits for its deletion", () => {
    const finding = deletionFinding(stackSecretWith({ deletedAt: hoursAgo(3) }));
    assert.deepEqual(told([finding]), [
      "problem secret-in-use: its deletion is scheduled (DeletedDate 2027-03-10T09:00:00.000Z); until it is restored, nobody can read it",
    ]);
    assert.deepEqual(finding.repair, {
      kind: "restore-secret",
      secret: "auth-service-prod-config",
      secretArn,
    });
  });

  it("names the Regions where replication has failed, and how to begin it again", () => {
    const replica = (region: string, status: string, message?: string) => ({
      region,
      status,
      message,
      keyId: `${region}-key`,
    });
    const replicas = [
      replica("eu-central-1", "InSync"),
      replica("us-east-1", "InProgress"),
      replica("us-east-2", "Failed", "the name is taken"),
    ];
    const [well, ill] = [replicas.slice(0, 2), replicas].map((each) =>
      replicasFinding(stackSecretWith({ replicas: each })),
    );
    assert.deepEqual([well?.verdict, well?.evidence], ["ok", "eu-central-1 InSync, us-east-1 InProgress"]);
    assert.deepEqual(told(ill ? [ill] : []), [
      "problem secret-replicas: its replication has failed in us-east-2 (the name is taken)",
    ]);
    assert.match(
      ill?.fix ?? "",
      /replicate-secret-to-regions --secret-id auth-service-prod-config --add-replica-regions Region=us-east-2,KmsKeyId=us-east-2-key$/,
    );
    assert.equal(replicasFinding(stackSecretWith()).evidence, "it has no replicas");
  });

  it("names the keys that are missing, those that a task takes too, and those that are no strings", () => {
    const value = { seen: { isObject: true, keys: ["JWT_SECRET"], notStrings: ["JWT_SECRET"] } };
    const wanted = references(`${secretArn}:TOKEN::`, secretArn);
    assert.deepEqual(told(valueFindings(observedSecretWith({ value }), wanted)), [
      "problem secret-strings: JWT_SECRET is no string: ECS gives a container something else than what was put",
      "problem secret-keys: it lacks API_KEY, TOKEN; its keys are JWT_SECRET",
    ]);
    const empty = { seen: { isObject: true, keys: [], notStrings: [] } };
    assert.deepEqual(told(valueFindings(observedSecretWith({ value: empty }), [])), [
      "problem secret-keys: it lacks API_KEY, JWT_SECRET; its keys are none",
    ]);
  });

  it("tells a secret without a value from one whose value cannot be used or seen", () => {
    assert.deepEqual(told(valueFindings(observedSecretWith({}, { labels: {} }), [])), [
      "problem secret-has-value: no version of it is AWSCURRENT",
    ]);
    const value = { seen: { isObject: false, keys: [], notStrings: [] } };
    assert.deepEqual(told(valueFindings(observedSecretWith({ value }), [])), [
      "problem secret-is-json: its value is no JSON object, so that no key of it can be taken",
    ]);
    const hidden = { hidden: "AccessDeniedException: no" };
    assert.deepEqual(told(valueFindings(observedSecretWith({ value: hidden }), [])), [
      "unknown secret-is-json: could not look: AccessDeniedException: no",
    ]);
  });

  const name = "auth-service-prod-config";
  const putWhole = `put a JSON object of strings with all keys: aws secretsmanager put-secret-value --secret-id ${name} --secret-string file://<file>`;
  const shaped = (keys: string[], notStrings: string[] = []) => ({
    value: { seen: { isObject: true, keys, notStrings } },
  });
  for (const [what, observed, valuesFrom, fixes] of [
    [
      "a secret without a value",
      observedSecretWith({}, { labels: {} }),
      [],
      [`deploy the stack, which puts the first value, or ${putWhole}`],
    ],
    [
      "what is no JSON object",
      observedSecretWith({ value: { seen: { isObject: false, keys: [], notStrings: [] } } }),
      [],
      [`${putWhole}, or go back: secrets rollback auth-service --secret ${name} --env prod`],
    ],
    [
      "values that are no strings, and what is missing beside them",
      observedSecretWith(shaped(["JWT_SECRET"], ["JWT_SECRET"])),
      [],
      [putWhole, putWhole],
    ],
    [
      "a declared key",
      observedSecretWith(shaped(["JWT_SECRET"])),
      [],
      [`put it: secrets set ${name} API_KEY --env prod`],
    ],
    [
      "declared keys, and one that is not",
      observedSecretWith(shaped([])),
      [`${secretArn}:TOKEN::`],
      [
        `put them: secrets set ${name} API_KEY --env prod, secrets set ${name} JWT_SECRET --env prod; ` +
          "declare TOKEN in the stack's configuration, or take no such key, and deploy the stack",
      ],
    ],
    [
      "a key of a secret without the tags of a stack",
      observedSecretWith(shaped([]), { tags: {} }),
      [`${secretArn}:TOKEN::`],
      [`put it: secrets set ${name} TOKEN --env prod`],
    ],
  ] as const) {
    it(`says how to put ${what}`, () => {
      const found = valueFindings(observed, references(...valuesFrom));
      assert.deepEqual(
        found.flatMap(({ fix }) => fix ?? []),
        fixes,
      );
    });
  }

  it("keeps of a value nothing but its keys", () => {
    assert.deepEqual(shapeOf('{"B":1,"A":"x","C":null}'), {
      isObject: true,
      keys: ["A", "B", "C"],
      notStrings: ["B", "C"],
    });
    for (const text of ["[1]", "null", '"text"', "text", undefined]) {
      assert.deepEqual(shapeOf(text), { isObject: false, keys: [], notStrings: [] });
    }
  });

  it("says of each secret that a task takes whether it is there", () => {
    const other = secretArn.replace("Ab12Cd", "Zz99Zz");
    const foreign = secretArn.replace("auth-service-prod-config", "shared/registry");
    const gone = secretArn.replace("config-Ab12Cd", "api-keys-Gg77Gg");
    const refused = secretArn.replace("auth-service-prod-config", "shared-registry");
    const begun = secretArn.replace("auth-service-prod-config", "shared");
    const all = references(
      ...[other, foreign, gone, refused, begun].map((arn) => `${arn}:A::`),
      `${gone}:B::`,
    );
    const known = new Map([["auth-service-prod-config", secretArn]]);
    const place = { region: "eu-west-1", account: "111122223333" };
    assert.deepEqual(unlistedArns(all, known, place), [foreign, gone, refused, begun]);
    const unlisted = new Map([
      [foreign, { seen: {} }],
      [gone, { seen: undefined }],
      [refused, { hidden: "AccessDeniedException: no" }],
      [begun, { seen: undefined }],
    ]);
    assert.deepEqual(told(existenceFindings(all, known, unlisted)), [
      "problem secret-exists: it was made anew: its ARN ends in Ab12Cd, and the tasks ask for Zz99Zz",
      "problem secret-exists: there is no such secret in this account and Region",
      "unknown secret-exists: could not look: AccessDeniedException: no",
      "problem secret-exists: there is no such secret in this account and Region",
    ]);
  });

  it("says of a key in each state how to use it again", () => {
    const sight = (state: string) => ({
      seen: { arn: keyArn, state, isManagedByAws: false, policy: { seen: {} } },
    });
    const fixes = ["Enabled", "Disabled", "PendingDeletion", "PendingImport", "Unavailable", "Updating"].map(
      (state) => keyFindings("auth-service-prod-config", keyArn, sight(state))[0]?.fix,
    );
    const id = "0f0f0f0f-1111-2222-3333-444455556666";
    assert.deepEqual(fixes, [
      undefined,
      `enable it: aws kms enable-key --key-id ${id}`,
      `cancel its deletion, then enable it: aws kms cancel-key-deletion --key-id ${id}`,
      "import its key material again",
      "connect its custom key store again",
      "wait, then look again",
    ]);
    assert.deepEqual(told(keyFindings("auth-service-prod-config", keyArn, { seen: undefined })), [
      `problem key-state: its key ${id} is not there`,
    ]);
  });
});
