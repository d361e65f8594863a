import { type Environment } from "../naming";
import { allOf, anyOf, equals, filterPattern, isMissing } from "./filter-pattern";
import { type EnvironmentCount, environmentCounts } from "./metrics";
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

export interface WatchedEnvironment {
  /** The project and the environment in one word: what the filters' names begin with. */
  prefix: string;
  environment: Environment;
  /** Whether there is a role for emergencies. */
  breakGlass: boolean;
}

/** What the patterns depend on. */
export interface EnvironmentFacts {
  /** ARNs of the environment's keys, in every Region. */
  keyArns: string[];
  /** ARN of the role for emergencies. */
  breakGlassRole: string;
  /** ARNs, with `*` and `?` as wildcards, of those whose changes of policies, tags and rotation are expected. */
  deployers: string[];
}

/** The filters that count what concerns all of an environment. */
export function environmentFilters(watched: WatchedEnvironment): Filter<EnvironmentFacts>[] {
  const { prefix, environment, breakGlass } = watched;
  const counts = environmentCounts;
  const filter = (
    name: string,
    metric: EnvironmentCount,
    condition: (facts: EnvironmentFacts) => string,
  ) => ({
    name: `${prefix}-${name}`,
    metric,
    pattern: (facts: EnvironmentFacts) => filterPattern(condition(facts)),
  });
  const ofSecrets = [bySecretsManager, succeeded, concernsSecretOf(environment)];
  const byOthers = (change: string) => (facts: EnvironmentFacts) =>
    allOf([change, ...ofSecrets, ...calledByOthersThan(facts.deployers)]);
  return [
    filter("SecretDeletions", counts.secretDeletions, () => allOf([isCall("DeleteSecret"), ...ofSecrets])),
    filter("PolicyChanges", counts.configurationChanges, byOthers(policyChange)),
    filter("RotationChanges", counts.configurationChanges, byOthers(rotationChange)),
    filter("KeyRemovals", counts.keyRemovals, ({ keyArns }) => keyRemoval(keyArns)),
    filter("RootCalls", counts.rootCalls, () => rootCall),
    ...(breakGlass
      ? [filter("BreakGlassCalls", counts.breakGlassCalls, (facts) => breakGlassCall(facts.breakGlassRole))]
      : []),
    filter("TrailChanges", counts.trailChanges, () => trailChange),
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

/** Someone disables or deletes one of these keys. */
export function keyRemoval(keyArns: readonly string[]): string {
  const ids = keyArns.flatMap((arn) => [arn, arn.slice(arn.lastIndexOf("/") + 1)]);
  const key = anyOf(ids.map((id) => equals("$.requestParameters.keyId", id)));
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
