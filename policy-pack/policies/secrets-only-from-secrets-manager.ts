import { inspectContainers, type SecretReference, secretReferencesOf } from "../container-definitions";
import { nist80053 } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { notKnown } from "../known-values";
import { isCompleteSecret, parseArn } from "../secret-arn";

const parameterStore =
  "the Systems Manager Parameter Store, which neither rotates nor versions a value for its task";
const wayOut = "use the secret's full ARN, its arn output, alone or with :KEY::";

export const secretsOnlyFromSecretsManager = inputPolicy({
  name: "secrets-only-from-secrets-manager",
  description: "A container receives secrets from Secrets Manager only, each by the secret's full ARN.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Set valueFrom to the secret's arn output, followed by :KEY:: for one key of its JSON value. A name or an ARN without the six characters that Secrets Manager appends is not enough: a name that itself ends in a hyphen and six characters, such as ...-config, is then taken for a full ARN, and not found.",
  framework: nist80053("IA-5(6)", "Authenticator Management: Protection of Authenticators"),
  inspect: inspectContainers(
    (container) =>
      secretReferencesOf(container).flatMap((reference) => findingOf(reference, container.property)),
    { reportUnreadable: true },
  ),
  settle: (doubt, origins) => {
    const comesFrom = (type: string) => origins.some((origin) => origin.type === type);
    if (doubt.wholeDocument) return doubt;
    const fromSecret = comesFrom("aws:secretsmanager/secret:Secret");
    const fromParameter = comesFrom("aws:ssm/parameter:Parameter");
    if (fromSecret === fromParameter) return doubt;
    return fromSecret ? undefined : { fault: `${doubt.doubt} is taken from ${parameterStore}: ${wayOut}` };
  },
});

function findingOf({ place, valueFrom }: SecretReference, property: string): Finding[] {
  if (valueFrom === notKnown) return [{ doubt: place, property }];
  const problem = valueFrom === undefined ? "has no valueFrom" : problemOf(valueFrom);
  return problem === undefined ? [] : [{ fault: `${place} ${problem}: ${wayOut}` }];
}

/** What is wrong with a reference. It is not quoted: some people put the secret itself there. */
function problemOf(valueFrom: string): string | undefined {
  const arn = parseArn(valueFrom);
  if (!arn) return "is no ARN";
  if (arn.service === "ssm") return `is taken from ${parameterStore}`;
  const [kind = "", name = "", ...selectors] = arn.resource.split(":");
  if (arn.service !== "secretsmanager" || kind !== "secret")
    return "is the ARN of something that is no secret";
  if (
    !/^aws[a-z-]*$/.test(arn.partition) ||
    !/^[a-z]+(?:-[a-z]+)+-\d$/.test(arn.region) ||
    !/^\d{12}$/.test(arn.account)
  )
    return "is an ARN without a valid partition, region or account";
  if (!isCompleteSecret(`${kind}:${name}`))
    return "is a partial ARN, without the hyphen and six characters that Secrets Manager appends to the name";
  if (selectors.length !== 0 && selectors.length !== 3)
    return "has other than three fields (JSON key, version stage, version id) behind the secret's ARN";
  return undefined;
}
