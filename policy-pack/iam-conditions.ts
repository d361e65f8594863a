import { isWorldwide } from "./ip-ranges";
import { entriesOf, isList, notKnown, textOf, type Value } from "./known-values";
import { parseArn } from "./secret-arn";

/** One condition key of a statement, under one operator. */
export interface Condition {
  operator: string;
  key: string;
  values: readonly Value[];
}

/** The conditions of a statement, given its `Condition` element; unknown when one of them is as a whole. */
export function conditionsOf(elements: readonly Value[]): readonly Condition[] | typeof notKnown {
  const blocks = elements.flatMap(entriesOf);
  if (elements.includes(notKnown) || blocks.some(([, keys]) => keys === notKnown)) return notKnown;
  return blocks.flatMap(([operator, keys]) =>
    entriesOf(keys).map(([key, value]) => ({ operator, key, values: isList(value) ? value : [value] })),
  );
}

/** What a condition must be about, and which of its values let few requests through. */
export interface Limit {
  keys: readonly string[];
  isNarrow: (value: string) => boolean;
}

/**
 * Whether a statement holds for few requests only, by one of its conditions: some key has one of few values. A
 * condition that also holds without the key (`...IfExists`, `ForAllValues:`) or for all but some values (`...Not...`)
 * limits nothing; nor does one of whose values one lets everything through.
 */
export function isLimited(
  conditions: readonly Condition[] | typeof notKnown,
  { keys, isNarrow }: Limit,
): boolean | typeof notKnown {
  if (conditions === notKnown) return notKnown;
  const answers = conditions
    .filter(({ operator, key }) => limits.test(operator) && keys.some((known) => isSameKey(key, known)))
    .map(({ values }) => allAreNarrow(values, isNarrow));
  return answers.find((answer) => answer === true) ?? answers.find((answer) => answer === notKnown) ?? false;
}

const limits = /^(?:ForAnyValue:)?(?:String(?:Equals(?:IgnoreCase)?|Like)|Arn(?:Equals|Like)|IpAddress)$/i;

/** A known key that ends in a slash stands for all keys that begin so, such as `aws:PrincipalTag/`. */
function isSameKey(key: string, known: string): boolean {
  const [text, expected] = [key.toLowerCase(), known.toLowerCase()];
  return expected.endsWith("/") ? text.startsWith(expected) : text === expected;
}

function allAreNarrow(
  values: readonly Value[],
  isNarrow: (value: string) => boolean,
): boolean | typeof notKnown {
  const texts = values.map((value) => textOf(value) ?? "*");
  if (texts.some((text) => text !== notKnown && !isNarrow(text))) return false;
  return texts.includes(notKnown) ? notKnown : texts.length > 0;
}

/** Keys that say who asks, or for whom, in terms that nobody outside can choose. */
const callerKeys = [
  ...[
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:userid",
  ],
  ...["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceOwner"],
  ...[
    "aws:SourceIp",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "kms:CallerAccount",
  ],
];

/** That a statement for every principal is one for a known account, organization, network or resource after all. */
export const toKnownCallers: Limit = { keys: callerKeys, isNarrow: isOfOneOwner };

/** That a service may act for resources of a known account or organization only. */
export const toKnownSources: Limit = {
  keys: ["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"],
  isNarrow: isOfOneOwner,
};

/** That a statement for every resource is one for those of one tag, cluster or alias after all. */
export const toSomeResources: Limit = {
  keys: [
    ...["aws:ResourceTag/", "autoscaling:ResourceTag/", "ec2:ResourceTag/", "ecs:ResourceTag/"],
    ...["elasticloadbalancing:ResourceTag/", "iam:ResourceTag/", "secretsmanager:ResourceTag/"],
    ...["ssm:resourceTag/", "ecs:cluster", "kms:RequestAlias", "kms:ResourceAliases"],
  ],
  isNarrow: (value) => /[^*?]/.test(value),
};

/**
 * Whether a value belongs to one account, organization or network: an ARN by its account (or by its name, where it has
 * none, as that of a bucket), another text by a beginning that is no wildcard. A policy variable stands for whatever the
 * caller is.
 */
function isOfOneOwner(value: string): boolean {
  if (value.includes("${")) return false;
  if (/^[\d.a-f:]+\/\d+$/i.test(value)) return !isWorldwide(value);
  if (/^[\d*?]+$/.test(value)) return /^\d{12}$/.test(value);
  if (!value.startsWith("arn:")) return /^[^*?]{8}/.test(value);
  const { account, resource } = parseArn(value) ?? { account: "*", resource: "" };
  return account === "" ? /^[^*?:/]{3}/.test(resource) : /^\d{12}$/.test(account);
}
