import { type Environment } from "../naming";
import { allOf, anyOf, equals, filterPattern, isMissing } from "./filter-pattern";
import { environmentCounts } from "./metrics";
import { type Filter } from "./service-filters";
import {
  byCloudTrail,
  byKms,
  bySecretsManager,
  calledBy,
  calledByOthersThan,
  concernsSecretOf,
  gives,
  isCall,
  succeeded,
} from "./trail-fields";

/** What the filters of an environment watch. */
export interface WatchedEnvironment {
  /** The project and the environment in one word: what the filters' names begin with. */
  prefix: string;
  environment: Environment;
  keyArn: string;
  /** ARN of the role for emergencies, where there is one. */
  breakGlassRole?: string | undefined;
  /** ARNs, with `*` and `?` as wildcards, of those whose changes of policies, tags and rotation are expected. */
  deployers: string[];
}

/** The filters that count what concerns all of an environment. */
export function environmentFilters(watched: WatchedEnvironment): Filter[] {
  const { prefix, environment, keyArn, breakGlassRole, deployers } = watched;
  const filter = (name: string, count: keyof typeof environmentCounts, condition: string): Filter => ({
    name: `${prefix}-${name}`,
    metric: environmentCounts[count],
    pattern: filterPattern(condition),
  });
  const ofSecrets = [bySecretsManager, succeeded, concernsSecretOf(environment)];
  const byOthers = calledByOthersThan(deployers);
  return [
    filter("SecretDeletions", "secretDeletions", allOf([isCall("DeleteSecret"), ...ofSecrets])),
    filter("PolicyChanges", "configurationChanges", allOf([policyChange, ...ofSecrets, ...byOthers])),
    filter("RotationChanges", "configurationChanges", allOf([rotationChange, ...ofSecrets, ...byOthers])),
    filter("KeyRemovals", "keyRemovals", keyRemoval(keyArn)),
    filter("RootCalls", "rootCalls", rootCall),
    ...(breakGlassRole === undefined
      ? []
      : [filter("BreakGlassCalls", "breakGlassCalls", breakGlassCall(breakGlassRole))]),
    filter("TrailChanges", "trailChanges", trailChange),
  ];
}

const policyChange = anyOf([
  isCall("PutResourcePolicy", "DeleteResourcePolicy", "TagResource", "UntagResource"),
  allOf([isCall("UpdateSecret"), gives("kmsKeyId")]),
]);

/** Rotating at once is no change; new rules or another function are. */
const rotationChange = anyOf([
  isCall("CancelRotateSecret"),
  allOf([
    isCall("RotateSecret"),
    anyOf([
      gives("rotationLambdaARN"),
      gives("rotationRules.scheduleExpression"),
      "$.requestParameters.rotationRules.automaticallyAfterDays > 0",
    ]),
  ]),
]);

function keyRemoval(keyArn: string): string {
  const keyId = keyArn.slice(keyArn.lastIndexOf("/") + 1);
  const key = anyOf([keyArn, keyId].map((id) => equals("$.requestParameters.keyId", id)));
  return allOf([byKms, succeeded, isCall("DisableKey", "ScheduleKeyDeletion"), key]);
}

/** What AWS does as the root user on its own is left out. */
const rootCall = allOf([
  equals("$.userIdentity.type", "Root"),
  isMissing("$.userIdentity.invokedBy"),
  '$.eventType != "AwsServiceEvent"',
]);

/** Taking the role on, or a try of it, and whatever is done with it. */
function breakGlassCall(role: string): string {
  return anyOf([allOf([isCall("AssumeRole"), equals("$.requestParameters.roleArn", role)]), calledBy(role)]);
}

const trailChange = allOf([
  byCloudTrail,
  succeeded,
  isCall("StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"),
]);
