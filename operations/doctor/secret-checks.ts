import { keysOfTags } from "../../rotation/contract/key-tags";
import { versionWith } from "../../rotation/contract/version-labels";
import { type StackSecret } from "../stack/stack-secret";
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
        `put a value: secrets set ${name} <KEY>, or deploy the stack, which puts the first one`,
      ),
    ];
  }
  return [
    ok("secret-has-value", name, "a version of it is AWSCURRENT"),
    ...judged("secret-is-json", name, value, (shape) =>
      shape?.isObject === true ? shapeFindings(secret, shape, references) : [notJson(name)],
    ),
  ];
}

function notJson(name: string): Finding {
  return problem(
    "secret-is-json",
    name,
    "its value is no JSON object, so that no key of it can be taken",
    "put a JSON object of strings, or move AWSCURRENT back to the version before",
  );
}

function shapeFindings(
  secret: StackSecret,
  { keys, notStrings }: ValueShape,
  references: readonly Reference[],
): Finding[] {
  const { name } = secret;
  return [
    ok("secret-is-json", name, "its value is a JSON object"),
    notStrings.length === 0
      ? ok("secret-strings", name, "all its values are strings")
      : problem(
          "secret-strings",
          name,
          `${notStrings.join(", ")} ${notStrings.length === 1 ? "is no string" : "are no strings"}: ECS gives a container something else than what was put`,
          `put a string: ${notStrings.map((key) => `secrets set ${name} ${key}`).join(", ")}`,
        ),
    keysFinding(secret, keys, references),
  ];
}

function keysFinding(
  { name, tags }: StackSecret,
  keys: readonly string[],
  references: readonly Reference[],
): Finding {
  const wanted = references.flatMap(({ secretName, key }) => (secretName === name ? (key ?? []) : []));
  const needed = [...new Set([...Object.keys(keysOfTags(tags)), ...wanted])].sort();
  const missing = needed.filter((key) => !keys.includes(key));
  if (missing.length === 0) return ok("secret-keys", name, `it has ${needed.join(", ")}`);
  const has = keys.length === 0 ? "none" : keys.join(", ");
  return problem(
    "secret-keys",
    name,
    `it lacks ${missing.join(", ")}; its keys are ${has}`,
    `put ${missing.length === 1 ? "it" : "them"}: ${missing.map((key) => `secrets set ${name} ${key}`).join(", ")}`,
  );
}
