import { environments, parseSecretName, parseStackName, secretTypes } from "../environment-names";
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
  remediationSteps: `Name the secret ${convention}, where the environment is what the stack's name begins with and the secret type ${oneOf(secretTypes)}, and tag it with Environment.`,
  framework: awsSecurityHub("SecretsManager.5", "Secrets Manager secrets should be tagged"),
  inspect: {
    "aws:secretsmanager/secret:Secret": (secret, { stack, environment }) => [
      ...judge("name", textAt(secret, "name"), (name) => stackFault(stack) ?? nameFault(name, environment)),
      ...judge("tags", environmentTag(secret), (tag) => tagFault(tag, environment)),
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

function stackFault(stack: string): string | undefined {
  if (parseStackName(stack)) return undefined;
  return `the stack is named "${stack}": name it after its environment, ${oneOf(environments)}, or after a part of it, such as prod-payments`;
}

function nameFault(name: string | undefined, own: string): string | undefined {
  if (name === undefined) return `name is missing: set it to ${convention.replace("<environment>", own)}`;
  const parts = parseSecretName(name);
  if (!parts)
    return `name "${name}" is not ${convention}: write the service in lower case with single hyphens, then ${own}, then ${oneOf(secretTypes)}`;
  const { service, environment, secretType } = parts;
  if (environment === own) return undefined;
  return `name "${name}" is of environment ${environment}, the stack of ${own}: name it "${service}-${own}-${secretType}"`;
}

function environmentTag(secret: Fields): string | typeof notKnown | undefined {
  const tags = secret.tags ?? null;
  if (tags === notKnown) return notKnown;
  return textOf(new Map(entriesOf(tags)).get("Environment") ?? null);
}

function tagFault(tag: string | undefined, own: string): string | undefined {
  if (tag === own) return undefined;
  const got = tag === undefined ? "is missing" : `is "${tag}"`;
  return `tag Environment ${got}: set it to "${own}", as access by tag depends on it`;
}
