import { type PolicyResource } from "@pulumi/policy";

import { awsFoundationalSecurity } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { entriesOf, type Fields, notKnown, textAt, valuesAt } from "../known-values";
import { parseArn } from "../secret-arn";
import { byKeys, knownText, oncePerStack, originsOf, originUrns, resourcesOfType } from "../stack-resources";

const secretType = "aws:secretsmanager/secret:Secret";
const property = "secretId";

export const secretRotates = inputPolicy({
  name: "secret-rotates",
  description:
    "A secret gets new values by a rotation of the stack, or a person changes it by a deadline that its component declares.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Make an aws.secretsmanager.SecretRotation for the secret. In this project, give a key a rotation in the stack's file: random, mongodb, mongodb-atlas or issuer; or manual with deadlineInDays, where only a person can make a new value.",
  framework: awsFoundationalSecurity(
    "SecretsManager.1",
    "Secrets Manager secrets should have automatic rotation enabled",
  ),
  inspect: {
    [secretType]: () => [
      {
        doubt: "no rotation of the stack is for it: make an aws.secretsmanager.SecretRotation",
        property,
        negligible: true,
      },
    ],
    "secret-backed-services:components:ServiceSecret": ofComponent,
  },
  settle: ({ doubt, negligible }, _origins, { resource, resources }) => {
    const secrets = resource.type === secretType ? [resource] : secretsIn(resource, resources);
    if (secrets.some((secret) => isRotated(secret, resources))) return undefined;
    if (!negligible || rotations(resources).unknown) return { doubt: "rotation", property };
    return { fault: doubt };
  },
});

/** The keys of a secret and how each is rotated, as the component's inputs tell. */
function ofComponent({ keys = null }: Fields): Finding[] {
  const ways = entriesOf(keys).flatMap(([, key]) => valuesAt(key, "rotation"));
  const strategies = ways.map((way) => textAt(way, "strategy"));
  if (keys === notKnown || ways.includes(notKnown) || strategies.includes(notKnown))
    return [{ doubt: "keys", property }];
  const automatic = strategies.filter((strategy) => strategy !== undefined && strategy !== "manual");
  if (automatic.length === 0 && strategies.includes("manual")) return [];
  const problem =
    automatic.length > 0
      ? `no rotation of the stack carries out what its keys declare (${[...new Set(automatic)].join(", ")}): make an aws.secretsmanager.SecretRotation`
      : "no key says how it is rotated: give one a rotation, or manual with deadlineInDays, or the secret a function that rotates it";
  return [{ doubt: problem, property, negligible: true }];
}

function secretsIn(component: PolicyResource, resources: readonly PolicyResource[]): PolicyResource[] {
  return secretsByParent(resources).get(component.urn) ?? [];
}

const secretsByParent = oncePerStack((resources) =>
  byKeys(resourcesOfType(resources, secretType), ({ parent }) => [parent?.urn ?? ""]),
);

function isRotated(secret: PolicyResource, resources: readonly PolicyResource[]): boolean {
  const { urns, ids } = rotations(resources);
  const name = knownText(secret, "name");
  return urns.has(secret.urn) || (name !== undefined && ids.has(name));
}

/** What the rotations of a stack are for: by what their `secretId` comes from, and the names that it says. */
const rotations = oncePerStack((resources) => {
  const all = resourcesOfType(resources, "aws:secretsmanager/secretRotation:SecretRotation");
  const origins = all.map((rotation) => originsOf(rotation, property));
  const texts = all.map((rotation) => knownText(rotation, property));
  return {
    urns: originUrns(all, property),
    ids: new Set(texts.flatMap((text) => (text === undefined ? [] : namesIn(text)))),
    /** Whether one is for a secret that can be any. */
    unknown: all.some(
      (_, index) =>
        texts[index] === undefined && !(origins[index] ?? []).some(({ type }) => type === secretType),
    ),
  };
});

/** A text is a secret's name or its ARN, which may end in six characters of its own. */
function namesIn(text: string): string[] {
  const name = parseArn(text)?.resource.replace(/^secret:/, "");
  return name === undefined ? [text] : [name, name.replace(/-[A-Za-z0-9]{6}$/, "")];
}
