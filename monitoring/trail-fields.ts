import { type Environment, secretTypes } from "../naming";
import { allOf, anyOf, differs, equals, isMissing } from "./filter-pattern";

/** Conditions on the fields of CloudTrail's records. */

const secretId = "$.requestParameters.secretId";
const listedSecretId = "$.requestParameters.secretIdList[*]";
const callerArn = "$.userIdentity.arn";
const sessionRoleArn = "$.userIdentity.sessionContext.sessionIssuer.arn";

export const bySecretsManager = equals("$.eventSource", "secretsmanager.amazonaws.com");
export const byKms = equals("$.eventSource", "kms.amazonaws.com");
export const byCloudTrail = equals("$.eventSource", "cloudtrail.amazonaws.com");
export const succeeded = isMissing("$.errorCode");
export const denied = equals("$.errorCode", "AccessDenied*");

export function isCall(...names: string[]): string {
  return anyOf(names.map((name) => equals("$.eventName", name)));
}

/** A call that gives this parameter any value. */
export function gives(parameter: string): string {
  return equals(`$.requestParameters.${parameter}`, "*");
}

/**
 * A call that concerns a secret, named by its name, its full ARN or its ARN without the six characters at the end:
 * CloudTrail records what the caller wrote.
 */
export function concernsSecret(name: string): string {
  return anyOf(identifiersOf(name).map((identifier) => equals(secretId, identifier)));
}

/** A call that lists a secret among others. */
export function listsSecret(name: string): string {
  return anyOf(identifiersOf(name).map((identifier) => equals(listedSecretId, identifier)));
}

function identifiersOf(name: string): string[] {
  return [name, `*:secret:${name}`, `*:secret:${name}-*`];
}

/** A call that concerns any secret that is named for an environment. */
export function concernsSecretOf(environment: Environment): string {
  const ends = secretTypes.map((type) => `*-${environment}-${type}`);
  return anyOf(ends.flatMap((end) => [equals(secretId, end), equals(secretId, `${end}-*`)]));
}

/** A call of one principal, a role or user by its IAM ARN. */
export function calledBy(principal: string): string {
  const { selector, value } = callerField(principal);
  return equals(selector, value);
}

/** A call of anyone but these principals: roles, users or the account's root by their IAM ARNs, `*` and `?` in which are wildcards. */
export function calledByOthersThan(principals: readonly string[]): string[] {
  const fields = principals.map(callerField);
  return [callerArn, sessionRoleArn].flatMap((selector) => {
    const values = [
      ...new Set(fields.filter((field) => field.selector === selector).map(({ value }) => value)),
    ];
    if (values.length === 0) return [];
    return [anyOf([isMissing(selector), allOf(values.map((value) => differs(selector, value)))])];
  });
}

/**
 * How CloudTrail tells a principal: a role's session by the role's name without its path. Filter patterns have wildcards at
 * a text's ends only, so that a pattern counts from its first wildcard on as one that ends in `*`.
 */
function callerField(principal: string): { selector: string; value: string } {
  const role = /^(arn:[^:]+):iam::(\d+):role\/(?:.*\/)?([^/]*)$/.exec(principal);
  if (!role) return { selector: callerArn, value: upToWildcard(principal) };
  const [, arn = "", account = "", name = ""] = role;
  if (/^[*?]/.test(name) || name === "") return { selector: sessionRoleArn, value: upToWildcard(principal) };
  const session = upToWildcard(`${arn}:sts::${account}:assumed-role/${name}`);
  return { selector: callerArn, value: session.endsWith("*") ? session : `${session}/*` };
}

function upToWildcard(pattern: string): string {
  return pattern.replace(/[*?].*$/, "*");
}
