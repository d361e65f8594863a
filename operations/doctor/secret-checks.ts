import { keysOfTags } from "../../rotation/contract/key-tags";
import { versionWith } from "../../rotation/contract/version-labels";
import { type Replica, type StackSecret } from "../stack/stack-secret";
import { type Finding, judged, ok, problem } from "./finding";
import { type ObservedSecret, type ValueShape } from "./observe/secret";
import { type Reference } from "./reference";

/** Whether a secret waits for its deletion, after which nothing else can be asked of it. */
export function deletionFinding({ name, arn, deletedAt, environment }: StackSecret): Finding {
  if (deletedAt === undefined) return ok("secret-in-use", name, "no deletion is scheduled");
  return problem(
    "secret-in-use",
    name,
    `its deletion is scheduled (DeletedDate ${deletedAt.toISOString()}); until it is restored, nobody can read it`,
    `restore it: secrets doctor --env ${environment} --fix, or aws secretsmanager restore-secret --secret-id ${name}`,
    { kind: "restore-secret", secret: name, secretArn: arn },
  );
}

/** Whether a secret holds what the tasks take from it. */
export function valueFindings(
  { secret, value }: ObservedSecret,
  references: readonly Reference[],
): Finding[] {
  const { name, labels } = secret;
  if (versionWith("AWSCURRENT", labels) === undefined) {
    return [
      problem(
        "secret-has-value",
        name,
        "no version of it is AWSCURRENT",
        `deploy the stack, which puts the first value, or ${putWhole(name)}`,
      ),
    ];
  }
  return [
    ok("secret-has-value", name, "a version of it is AWSCURRENT"),
    ...judged("secret-is-json", name, value, (shape) =>
      shape?.isObject === true ? shapeFindings(secret, shape, references) : [notJson(secret)],
    ),
  ];
}

/** `secrets set` changes a key of an object of strings alone. */
function putWhole(name: string): string {
  return `put a JSON object of strings with all keys: aws secretsmanager put-secret-value --secret-id ${name} --secret-string file://<file>`;
}

function notJson({ name, service, environment }: StackSecret): Finding {
  return problem(
    "secret-is-json",
    name,
    "its value is no JSON object, so that no key of it can be taken",
    `${putWhole(name)}, or go back: secrets rollback ${service} --secret ${name} --env ${environment}`,
  );
}

/** Whether a secret's replicas follow it. One that is behind for long shows in its rollout, which waits for it. */
export function replicasFinding({ name, replicas }: StackSecret): Finding {
  const failed = replicas.filter(({ status }) => status === "Failed");
  if (failed.length === 0) {
    const seen = replicas.map(({ region, status }) => `${region} ${status}`).join(", ");
    return ok("secret-replicas", name, seen === "" ? "it has no replicas" : seen);
  }
  const seen = failed.map(({ region, message = "AWS says no more" }) => `${region} (${message})`);
  return problem(
    "secret-replicas",
    name,
    `its replication has failed in ${seen.join(", ")}`,
    `mend what the reason says, and replicate it again: aws secretsmanager replicate-secret-to-regions --secret-id ${name} --add-replica-regions ${failed.map(regionAndKey).join(" ")}`,
  );
}

function regionAndKey({ region, keyId }: Replica): string {
  return keyId === undefined ? `Region=${region}` : `Region=${region},KmsKeyId=${keyId}`;
}

function shapeFindings(
  secret: StackSecret,
  { keys, notStrings }: ValueShape,
  references: readonly Reference[],
): Finding[] {
  const { name } = secret;
  const areStrings = notStrings.length === 0;
  return [
    ok("secret-is-json", name, "its value is a JSON object"),
    areStrings
      ? ok("secret-strings", name, "all its values are strings")
      : problem(
          "secret-strings",
          name,
          `${notStrings.join(", ")} ${notStrings.length === 1 ? "is no string" : "are no strings"}: ECS gives a container something else than what was put`,
          putWhole(name),
        ),
    keysFinding(secret, keys, references, areStrings),
  ];
}

function keysFinding(
  secret: StackSecret,
  keys: readonly string[],
  references: readonly Reference[],
  areStrings: boolean,
): Finding {
  const { name, tags } = secret;
  const wanted = references.flatMap(({ secretName, key }) => (secretName === name ? (key ?? []) : []));
  const needed = [...new Set([...Object.keys(keysOfTags(tags)), ...wanted])].sort();
  const missing = needed.filter((key) => !keys.includes(key));
  if (missing.length === 0) return ok("secret-keys", name, `it has ${needed.join(", ")}`);
  const has = keys.length === 0 ? "none" : keys.join(", ");
  return problem(
    "secret-keys",
    name,
    `it lacks ${missing.join(", ")}; its keys are ${has}`,
    areStrings ? missingFix(secret, missing) : putWhole(name),
  );
}

/** A key that the stack does not declare is put into no secret: its task definition or its tags are not what the stack says. */
function missingFix({ name, tags, environment }: StackSecret, missing: readonly string[]): string {
  const declared = Object.keys(keysOfTags(tags));
  const mayPut = (key: string) => declared.length === 0 || declared.includes(key);
  const undeclared = missing.filter((key) => !mayPut(key));
  const puts = missing.filter(mayPut).map((key) => `secrets set ${name} ${key} --env ${environment}`);
  return [
    ...(puts.length === 0 ? [] : [`put ${puts.length === 1 ? "it" : "them"}: ${puts.join(", ")}`]),
    ...(undeclared.length === 0
      ? []
      : [
          `declare ${undeclared.join(", ")} in the stack's configuration, or take no such key, and deploy the stack`,
        ]),
  ].join("; ");
}
