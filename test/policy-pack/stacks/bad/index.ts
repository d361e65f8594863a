import { type BadStack } from "../stack";
import { stack as administratorsManagedPolicy } from "./administrators-managed-policy";
import { stack as alarmThatNeverEnds } from "./alarm-that-never-ends";
import { stack as alarmThatNobodyHears } from "./alarm-that-nobody-hears";
import { stack as alertsInPlainText } from "./alerts-in-plain-text";
import { stack as buildContextThatIsGone } from "./build-context-that-is-gone";
import { stack as clusterWithoutInsights } from "./cluster-without-insights";
import { stack as containerThatRunsAsRoot } from "./container-that-runs-as-root";
import { stack as containerWithAWritableRoot } from "./container-with-a-writable-root";
import { stack as containerWithoutLogs } from "./container-without-logs";
import { stack as databaseOpenToTheWorld } from "./database-open-to-the-world";
import { stack as envFileInBuildContext } from "./env-file-in-build-context";
import { stack as environmentFileInS3 } from "./environment-file-in-s3";
import { stack as generatedPasswordInEnvironment } from "./generated-password-in-environment";
import { stack as hostsOwnProcesses } from "./hosts-own-processes";
import { stack as imageByTag } from "./image-by-tag";
import { stack as keyForEveryone } from "./key-for-everyone";
import { stack as keyThatDoesNotRotate } from "./key-that-does-not-rotate";
import { stack as keyThatIsGoneInAWeek } from "./key-that-is-gone-in-a-week";
import { stack as keyWithoutTheCheckAgainstLockOut } from "./key-without-the-check-against-lock-out";
import { stack as keysThatNobodyRotates } from "./keys-that-nobody-rotates";
import { stack as listenerInPlainText } from "./listener-in-plain-text";
import { stack as listenerWithOldTls } from "./listener-with-old-tls";
import { stack as loadBalancerThatPassesInvalidHeaders } from "./load-balancer-that-passes-invalid-headers";
import { stack as loginInDatabaseUrl } from "./login-in-database-url";
import { stack as logsThatStayForEver } from "./logs-that-stay-for-ever";
import { stack as metricFilterThatAwsRefuses } from "./metric-filter-that-aws-refuses";
import { stack as oneRoleForTwoPurposes } from "./one-role-for-two-purposes";
import { stack as outdatedPlatform } from "./outdated-platform";
import { stack as passwordInDockerfile } from "./password-in-dockerfile";
import { stack as passwordInEnvironment } from "./password-in-environment";
import { stack as passwordInFunction } from "./password-in-function";
import { stack as passwordInHealthCheck } from "./password-in-health-check";
import { stack as privilegedContainer } from "./privileged-container";
import { stack as repositoryForEveryone } from "./repository-for-everyone";
import { stack as repositoryThatScansNothing } from "./repository-that-scans-nothing";
import { stack as repositoryWithTagsThatMove } from "./repository-with-tags-that-move";
import { stack as repositoryWithoutAKey } from "./repository-without-a-key";
import { stack as roleForAWholeService } from "./role-for-a-whole-service";
import { stack as roleForAllButAFewActions } from "./role-for-all-but-a-few-actions";
import { stack as roleForEveryResource } from "./role-for-every-resource";
import { stack as roleForWhomeverAServiceActs } from "./role-for-whomever-a-service-acts";
import { stack as roleThatDecryptsWithEveryKey } from "./role-that-decrypts-with-every-key";
import { stack as roleThatEveryoneMayAssume } from "./role-that-everyone-may-assume";
import { stack as roleThatMayDoEverything } from "./role-that-may-do-everything";
import { stack as roleThatPassesEveryRole } from "./role-that-passes-every-role";
import { stack as roleThatReadsEverySecret } from "./role-that-reads-every-secret";
import { stack as rotationForWhomeverAServiceActs } from "./rotation-for-whomever-a-service-acts";
import { stack as rotationOnAnOldRuntime } from "./rotation-on-an-old-runtime";
import { stack as rotationThatOthersKeepFromRunning } from "./rotation-that-others-keep-from-running";
import { stack as rotationWhoseLogsStayForEver } from "./rotation-whose-logs-stay-for-ever";
import { stack as secretForEveryone } from "./secret-for-everyone";
import { stack as secretInParameterStore } from "./secret-in-parameter-store";
import { stack as secretNamedForAnotherEnvironment } from "./secret-named-for-another-environment";
import { stack as secretOfAnotherEnvironment } from "./secret-of-another-environment";
import { stack as secretThatIsGoneAtOnce } from "./secret-that-is-gone-at-once";
import { stack as secretThatNobodyRotates } from "./secret-that-nobody-rotates";
import { stack as secretThatNobodyWatches } from "./secret-that-nobody-watches";
import { stack as secretThatRotatesTwiceAYear } from "./secret-that-rotates-twice-a-year";
import { stack as secretUnderTheAccountsKey } from "./secret-under-the-accounts-key";
import { stack as secretValueInTheProgram } from "./secret-value-in-the-program";
import { stack as secretWithoutItsTag } from "./secret-without-its-tag";
import { stack as shellInProd } from "./shell-in-prod";
import { stack as tasksWithPublicAddresses } from "./tasks-with-public-addresses";
import { stack as tokenInCommand } from "./token-in-command";
import { stack as tokenInLogOptions } from "./token-in-log-options";
import { stack as topicForEveryone } from "./topic-for-everyone";
import { stack as topicThatNoAlarmCanUse } from "./topic-that-no-alarm-can-use";
import { stack as trailBucketForEveryTrail } from "./trail-bucket-for-every-trail";
import { stack as trailBucketInPlainText } from "./trail-bucket-in-plain-text";
import { stack as trailBucketThatForgets } from "./trail-bucket-that-forgets";
import { stack as trailBucketThatMayBeOpened } from "./trail-bucket-that-may-be-opened";
import { stack as trailOfOneRegion } from "./trail-of-one-region";
import { stack as trailRecordsWithoutAKey } from "./trail-records-without-a-key";
import { stack as trailThatIsOff } from "./trail-that-is-off";
import { stack as trailThatNobodyLooksInto } from "./trail-that-nobody-looks-into";
import { stack as trailWhoseFilesNobodySigns } from "./trail-whose-files-nobody-signs";
import { stack as trailWithoutAKey } from "./trail-without-a-key";
import { stack as trailWithoutReads } from "./trail-without-reads";
import { stack as userWithAnAccessKey } from "./user-with-an-access-key";
import { stack as volumeInPlainText } from "./volume-in-plain-text";

/** All stacks of this folder, by their files' names. */
export const badStacks: Readonly<Record<string, BadStack>> = {
  "administrators-managed-policy": administratorsManagedPolicy,
  "alarm-that-never-ends": alarmThatNeverEnds,
  "alarm-that-nobody-hears": alarmThatNobodyHears,
  "alerts-in-plain-text": alertsInPlainText,
  "build-context-that-is-gone": buildContextThatIsGone,
  "cluster-without-insights": clusterWithoutInsights,
  "container-that-runs-as-root": containerThatRunsAsRoot,
  "container-with-a-writable-root": containerWithAWritableRoot,
  "container-without-logs": containerWithoutLogs,
  "database-open-to-the-world": databaseOpenToTheWorld,
  "env-file-in-build-context": envFileInBuildContext,
  "environment-file-in-s3": environmentFileInS3,
  "generated-password-in-environment": generatedPasswordInEnvironment,
  "hosts-own-processes": hostsOwnProcesses,
  "image-by-tag": imageByTag,
  "key-for-everyone": keyForEveryone,
  "key-that-does-not-rotate": keyThatDoesNotRotate,
  "key-that-is-gone-in-a-week": keyThatIsGoneInAWeek,
  "key-without-the-check-against-lock-out": keyWithoutTheCheckAgainstLockOut,
  "keys-that-nobody-rotates": keysThatNobodyRotates,
  "listener-in-plain-text": listenerInPlainText,
  "listener-with-old-tls": listenerWithOldTls,
  "load-balancer-that-passes-invalid-headers": loadBalancerThatPassesInvalidHeaders,
  "login-in-database-url": loginInDatabaseUrl,
  "logs-that-stay-for-ever": logsThatStayForEver,
  "metric-filter-that-aws-refuses": metricFilterThatAwsRefuses,
  "one-role-for-two-purposes": oneRoleForTwoPurposes,
  "outdated-platform": outdatedPlatform,
  "password-in-dockerfile": passwordInDockerfile,
  "password-in-environment": passwordInEnvironment,
  "password-in-function": passwordInFunction,
  "password-in-health-check": passwordInHealthCheck,
  "privileged-container": privilegedContainer,
  "repository-for-everyone": repositoryForEveryone,
  "repository-that-scans-nothing": repositoryThatScansNothing,
  "repository-with-tags-that-move": repositoryWithTagsThatMove,
  "repository-without-a-key": repositoryWithoutAKey,
  "role-for-a-whole-service": roleForAWholeService,
  "role-for-all-but-a-few-actions": roleForAllButAFewActions,
  "role-for-every-resource": roleForEveryResource,
  "role-for-whomever-a-service-acts": roleForWhomeverAServiceActs,
  "role-that-decrypts-with-every-key": roleThatDecryptsWithEveryKey,
  "role-that-everyone-may-assume": roleThatEveryoneMayAssume,
  "role-that-may-do-everything": roleThatMayDoEverything,
  "role-that-passes-every-role": roleThatPassesEveryRole,
  "role-that-reads-every-secret": roleThatReadsEverySecret,
  "rotation-for-whomever-a-service-acts": rotationForWhomeverAServiceActs,
  "rotation-on-an-old-runtime": rotationOnAnOldRuntime,
  "rotation-that-others-keep-from-running": rotationThatOthersKeepFromRunning,
  "rotation-whose-logs-stay-for-ever": rotationWhoseLogsStayForEver,
  "secret-for-everyone": secretForEveryone,
  "secret-in-parameter-store": secretInParameterStore,
  "secret-named-for-another-environment": secretNamedForAnotherEnvironment,
  "secret-of-another-environment": secretOfAnotherEnvironment,
  "secret-that-is-gone-at-once": secretThatIsGoneAtOnce,
  "secret-that-nobody-rotates": secretThatNobodyRotates,
  "secret-that-nobody-watches": secretThatNobodyWatches,
  "secret-that-rotates-twice-a-year": secretThatRotatesTwiceAYear,
  "secret-under-the-accounts-key": secretUnderTheAccountsKey,
  "secret-value-in-the-program": secretValueInTheProgram,
  "secret-without-its-tag": secretWithoutItsTag,
  "shell-in-prod": shellInProd,
  "tasks-with-public-addresses": tasksWithPublicAddresses,
  "token-in-command": tokenInCommand,
  "token-in-log-options": tokenInLogOptions,
  "topic-for-everyone": topicForEveryone,
  "topic-that-no-alarm-can-use": topicThatNoAlarmCanUse,
  "trail-bucket-for-every-trail": trailBucketForEveryTrail,
  "trail-bucket-in-plain-text": trailBucketInPlainText,
  "trail-bucket-that-forgets": trailBucketThatForgets,
  "trail-bucket-that-may-be-opened": trailBucketThatMayBeOpened,
  "trail-of-one-region": trailOfOneRegion,
  "trail-records-without-a-key": trailRecordsWithoutAKey,
  "trail-that-is-off": trailThatIsOff,
  "trail-that-nobody-looks-into": trailThatNobodyLooksInto,
  "trail-whose-files-nobody-signs": trailWhoseFilesNobodySigns,
  "trail-without-a-key": trailWithoutAKey,
  "trail-without-reads": trailWithoutReads,
  "user-with-an-access-key": userWithAnAccessKey,
  "volume-in-plain-text": volumeInPlainText,
};
