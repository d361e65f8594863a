import { environments, isEnvironment, parseSecretName, secretTypes } from "../environment-names";
import { awsSecurityHub } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { entriesOf, type Fields, notKnown, textAt, textOf } from "../known-values";

const convention = "<service>-<environment>-<secret-type>";
const oneOf = (words: readonly string[]) => `one of ${words.join(", ")}`;

export const secretNameFollowsConvention = inputPolicy({
  name: "secret-name-follows-convention",
  description: `A secret is named ${convention} after the environment of its stack, and its Environment tag agrees.`,
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps: `Name the secret ${convention}, where the environment is the stack's name and the secret type ${oneOf(secretTypes)}, and tag it with Environment.`,
  framework: awsSecurityHub("SecretsManager.5", "Secrets Manager secrets should be tagged"),
  inspect: {
    "aws:secretsmanager/secret:Secret": (secret, { stack }) => [
      ...judge("name", textAt(secret, "name"), (name) => nameFault(name, stack)),
      ...judge("tags", environmentTag(secret), (tag) => tagFault(tag, stack)),
    ],
  },
});

function judge(
  property: string,
  text: string | typeof notKnown | undefined,
  faultOf: (text: string | undefined) => string | undefined,
): Finding[] {
  if (text === notKnown) return [{ doubt: property, property }];
  const fault = faultOf(text);
  return fault === undefined ? [] : [{ fault }];
}

function nameFault(name: string | undefined, stack: string): string | undefined {
  if (!isEnvironment(stack))
    return `the stack is named "${stack}": name it after its environment, ${oneOf(environments)}`;
  if (name === undefined) return `name is missing: set it to ${convention.replace("<environment>", stack)}`;
  const parts = parseSecretName(name);
  if (!parts)
    return `name "${name}" is not ${convention}: write the service in lower case with single hyphens, then ${stack}, then ${oneOf(secretTypes)}`;
  const { service, environment, secretType } = parts;
  if (environment === stack) return undefined;
  return `name "${name}" is of environment ${environment}, the stack of ${stack}: name it "${service}-${stack}-${secretType}"`;
}

function environmentTag(secret: Fields): string | typeof notKnown | undefined {
  const tags = secret.tags ?? null;
  if (tags === notKnown) return notKnown;
  return textOf(new Map(entriesOf(tags)).get("Environment") ?? null);
}

function tagFault(tag: string | undefined, stack: string): string | undefined {
  if (tag === stack) return undefined;
  const got = tag === undefined ? "is missing" : `is "${tag}"`;
  return `tag Environment ${got}: set it to "${stack}", as access by tag depends on it`;
}
