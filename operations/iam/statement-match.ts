import { holds } from "./condition";
import { type Statement } from "./policy";
import { expand, isLike } from "./policy-text";
import { isExcepted, namingOf, type Principal } from "./principal";
import { type AccessRequest, type RequestContext } from "./request-context";

/**
 * Whether a statement speaks of a request, be it to allow or to deny it.
 *
 * @param hasBoundary whether the user or role has a permissions boundary
 * @throws when a condition or variable does not suit the request's values
 */
export function speaksOf(
  { principals, actions, resources, conditions }: Statement,
  { principal, action, resource }: AccessRequest,
  context: RequestContext,
  hasBoundary: boolean,
): boolean {
  return (
    namesPrincipal(principals, principal, hasBoundary) &&
    isListed(action.toLowerCase(), actions, (pattern) => pattern.toLowerCase(), context) &&
    isListed(resource, resources, (pattern) => pattern, context) &&
    conditions.every((condition) => holds(condition, context))
  );
}

/**
 * `NotPrincipal` denies whoever has a permissions boundary, even an exception
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html).
 */
function namesPrincipal(
  principals: Statement["principals"],
  principal: Principal,
  hasBoundary: boolean,
): boolean {
  if (principals === undefined) return true;
  if (principals.negated) return hasBoundary || !isExcepted(principal, principals.entries);
  return principals.entries.some((entry) => namingOf(principal, entry) !== undefined);
}

function isListed(
  value: string,
  { entries, negated }: Statement["actions"],
  patternOf: (entry: string) => string,
  context: RequestContext,
): boolean {
  const isCovered = entries.some((entry) => {
    const pattern = expand(patternOf(entry), context);
    return pattern !== undefined && isLike(value, pattern);
  });
  return isCovered !== negated;
}
