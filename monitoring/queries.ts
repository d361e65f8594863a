import { type Environment, secretTypes } from "../naming";

/** A saved query of Logs Insights over the trail's log group. */
export interface SavedQuery {
  name: string;
  query: string;
}

const fields =
  'fields @timestamp, eventName, userIdentity.arn as who, requestParameters.secretId as secret, sourceIPAddress as from, coalesce(errorCode, "succeeded") as result';

/** Who reads what in an environment, ready to be run by whoever looks into an alarm. */
export function savedQueries(environment: Environment): SavedQuery[] {
  const ofEnvironment = `filter eventSource = "secretsmanager.amazonaws.com" and requestParameters.secretId like /-${environment}-(${secretTypes.join("|")})(-\\w{6})?$/`;
  const query = (name: string, ...lines: string[]): SavedQuery => ({
    name,
    query: lines.join("\n| "),
  });
  return [
    query(
      "who read this secret",
      fields,
      ofEnvironment,
      'filter eventName = "GetSecretValue"',
      'filter requestParameters.secretId like "service-name" # put the name of a service or a secret here',
      "sort @timestamp desc",
      "limit 1000",
    ),
    query(
      "denied attempts",
      fields,
      ofEnvironment,
      "filter errorCode like /^AccessDenied/",
      "sort @timestamp desc",
      "limit 1000",
    ),
    query(
      "first-time readers",
      ofEnvironment,
      'filter eventName = "GetSecretValue" and not ispresent(errorCode)',
      "stats min(@timestamp) as first, max(@timestamp) as last, count(*) as reads by coalesce(userIdentity.sessionContext.sessionIssuer.arn, userIdentity.arn) as reader, requestParameters.secretId as secret",
      "sort first desc",
      "limit 1000",
    ),
    query(
      "changes",
      fields,
      ofEnvironment,
      'filter eventName not in ["GetSecretValue", "DescribeSecret", "ListSecretVersionIds", "GetResourcePolicy"]',
      "sort @timestamp desc",
      "limit 1000",
    ),
  ];
}
