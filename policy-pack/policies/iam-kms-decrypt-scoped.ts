import { awsFoundationalSecurity } from "../frameworks";
import { isLimited, type Limit } from "../iam-conditions";
import { allowsAction, type AllowStatement, inspectAllowStatements } from "../iam-statements";
import { type Finding, inputPolicy } from "../input-policy";
import { notKnown, textOf } from "../known-values";
import { parseArn } from "../secret-arn";

const decrypting = ["kms:Decrypt", "kms:ReEncryptFrom"];

export const iamKmsDecryptScoped = inputPolicy({
  name: "iam-kms-decrypt-scoped",
  description:
    "An identity policy allows kms:Decrypt and kms:ReEncryptFrom with single keys only, and only through a named AWS service.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "In Resource, name each key's ARN; under Condition, StringEquals, set kms:ViaService to the service that decrypts, such as secretsmanager.eu-west-1.amazonaws.com. For secrets, set kms:EncryptionContext:SecretARN to their ARNs too.",
  framework: awsFoundationalSecurity(
    "KMS.2",
    "IAM principals should not have IAM inline policies that allow decryption actions on all KMS keys",
  ),
  inspect: inspectAllowStatements((statement) => {
    const action = decrypting.find((name) => allowsAction(statement, name) !== false);
    if (action === undefined) return [];
    if (decrypting.every((name) => allowsAction(statement, name) !== true))
      return [{ doubt: `${statement.label}, actions`, property: statement.property }];
    return reachesKeys(statement)
      ? [...keyFindings(statement, action), ...serviceFindings(statement, action)]
      : [];
  }),
  settle: (doubt, origins) => {
    const fromKey = origins.some(({ type }) => type.startsWith("aws:kms/"));
    return fromKey && !doubt.wholeDocument && doubt.doubt.endsWith(", resources") ? undefined : doubt;
  },
});

/** Resources of other services are no keys, and decryption of them is of none. */
function reachesKeys({ resources, notResources }: AllowStatement): boolean {
  return notResources.length > 0 || resources.some((resource) => isOfKms(textOf(resource)));
}

function isOfKms(resource: string | typeof notKnown | undefined): boolean {
  if (resource === notKnown) return true;
  const service = resource === undefined ? undefined : parseArn(resource)?.service;
  return service === undefined || service === "kms" || /[*?]/.test(service);
}

const oneKey = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/;

/** That the keys are those of given aliases; how many keys an alias pattern matches is anyone's to choose. */
const toAliases: Limit = {
  keys: ["kms:ResourceAliases"],
  isNarrow: (alias) => alias.startsWith("alias/") && !/[*?$]/.test(alias),
};

function keyFindings(statement: AllowStatement, action: string): Finding[] {
  const { label, property, resources, notResources, conditions } = statement;
  if (isLimited(conditions, toAliases) === true) return [];
  const wayOut = "name the ARN of each key";
  if (notResources.length > 0)
    return [{ fault: `${label} allows ${action} on all but its NotResource: ${wayOut}` }];
  return resources.flatMap((resource): Finding[] => {
    const text = textOf(resource);
    if (text === notKnown) return [{ doubt: `${label}, resources`, property }];
    if (text === undefined || !isOfKms(text) || oneKey.test(text)) return [];
    return [{ fault: `${label} allows ${action} on "${text}": ${wayOut}` }];
  });
}

/** `secretsmanager.<region>.amazonaws.com`, in which the region may be a pattern. */
const viaOneService: Limit = {
  keys: ["kms:ViaService"],
  isNarrow: (service) => /^[a-z][a-z0-9-]*\./.test(service),
};

function serviceFindings({ label, property, conditions }: AllowStatement, action: string): Finding[] {
  const limited = isLimited(conditions, viaOneService);
  if (limited === notKnown) return [{ doubt: `${label}, conditions`, property }];
  if (limited) return [];
  return [
    {
      fault: `${label} allows ${action} outside of any AWS service: set the condition kms:ViaService with StringEquals`,
    },
  ];
}
