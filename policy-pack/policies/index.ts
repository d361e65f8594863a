import { type InputPolicy } from "../input-policy";
import { alarmDecidesOnMissingData } from "./alarm-decides-on-missing-data";
import { alarmReportsToSomeone } from "./alarm-reports-to-someone";
import { alertTopicUsesCustomerManagedKey } from "./alert-topic-uses-customer-managed-key";
import { clusterHasContainerInsights } from "./cluster-has-container-insights";
import { containerRootFilesystemIsReadOnly } from "./container-root-filesystem-is-read-only";
import { containerRunsAsNonRoot } from "./container-runs-as-non-root";
import { containerSendsLogs } from "./container-sends-logs";
import { efsVolumeIsEncryptedInTransit } from "./efs-volume-is-encrypted-in-transit";
import { fargatePlatformVersionIsCurrent } from "./fargate-platform-version-is-current";
import { functionPermissionNamesItsSource } from "./function-permission-names-its-source";
import { functionRuntimeIsSupported } from "./function-runtime-is-supported";
import { iamActionsNameNoWholeService } from "./iam-actions-name-no-whole-service";
import { iamKmsDecryptScoped } from "./iam-kms-decrypt-scoped";
import { iamPassRoleScoped } from "./iam-pass-role-scoped";
import { iamPolicyIsNotAdministrator } from "./iam-policy-is-not-administrator";
import { iamResourcesAreNamed } from "./iam-resources-are-named";
import { iamSecretReadScoped } from "./iam-secret-read-scoped";
import { imageIsPinnedByDigest } from "./image-is-pinned-by-digest";
import { imageRepositoryIsEncryptedWithKms } from "./image-repository-is-encrypted-with-kms";
import { imageRepositoryIsNotPublic } from "./image-repository-is-not-public";
import { imageRepositoryScansOnPush } from "./image-repository-scans-on-push";
import { imageTagsAreImmutable } from "./image-tags-are-immutable";
import { kmsKeyDeletionWaits } from "./kms-key-deletion-waits";
import { kmsKeyPolicyCannotLockOut } from "./kms-key-policy-cannot-lock-out";
import { kmsKeyPolicyNamesPrincipals } from "./kms-key-policy-names-principals";
import { kmsKeyRotates } from "./kms-key-rotates";
import { listenerUsesModernTls } from "./listener-uses-modern-tls";
import { loadBalancerDropsInvalidHeaders } from "./load-balancer-drops-invalid-headers";
import { loadBalancerListensOnHttpsOnly } from "./load-balancer-listens-on-https-only";
import { logGroupExpires } from "./log-group-expires";
import { logGroupUsesCustomerManagedKey } from "./log-group-uses-customer-managed-key";
import { metricFilterDefaultHasNoDimensions } from "./metric-filter-default-has-no-dimensions";
import { noAllowWithExclusion } from "./no-allow-with-exclusion";
import { noBroadManagedPolicy } from "./no-broad-managed-policy";
import { noCredentialInDockerfile } from "./no-credential-in-dockerfile";
import { noCredentialInLogOptions } from "./no-credential-in-log-options";
import { noEnvironmentFiles } from "./no-environment-files";
import { noExecInProd } from "./no-exec-in-prod";
import { noHostNamespaces } from "./no-host-namespaces";
import { noIamUser } from "./no-iam-user";
import { noOpenIngress } from "./no-open-ingress";
import { noPlaintextSecretInFunction } from "./no-plaintext-secret-in-function";
import { noPlaintextSecretInTaskDefinition } from "./no-plaintext-secret-in-task-definition";
import { noPrivilegedContainer } from "./no-privileged-container";
import { noPublicIp } from "./no-public-ip";
import { noSecretFileInBuildContext } from "./no-secret-file-in-build-context";
import { noSecretOfAnotherEnvironment } from "./no-secret-of-another-environment";
import { policyExceptionsAreInForce } from "./policy-exceptions-are-in-force";
import { roleTrustNamesItsPrincipals } from "./role-trust-names-its-principals";
import { rotationFunctionConcurrencyIsReserved } from "./rotation-function-concurrency-is-reserved";
import { rotationFunctionLogsExpire } from "./rotation-function-logs-expire";
import { secretAccessIsWatched } from "./secret-access-is-watched";
import { secretDeletionCanBeUndone } from "./secret-deletion-can-be-undone";
import { secretNameFollowsConvention } from "./secret-name-follows-convention";
import { secretPolicyIsNotPublic } from "./secret-policy-is-not-public";
import { secretRotates } from "./secret-rotates";
import { secretRotatesInTime } from "./secret-rotates-in-time";
import { secretUsesCustomerManagedKey } from "./secret-uses-customer-managed-key";
import { secretValueIsNotLiteral } from "./secret-value-is-not-literal";
import { secretsOnlyFromSecretsManager } from "./secrets-only-from-secrets-manager";
import { serviceTrustNamesItsSource } from "./service-trust-names-its-source";
import { taskAndExecutionRolesDiffer } from "./task-and-execution-roles-differ";
import { topicPolicyIsNotPublic } from "./topic-policy-is-not-public";
import { topicSubscriptionUsesTls } from "./topic-subscription-uses-tls";
import { trailBucketAdmitsItsTrailOnly } from "./trail-bucket-admits-its-trail-only";
import { trailBucketIsClosed } from "./trail-bucket-is-closed";
import { trailBucketKeepsVersions } from "./trail-bucket-keeps-versions";
import { trailBucketRequiresTls } from "./trail-bucket-requires-tls";
import { trailCoversEveryRegion } from "./trail-covers-every-region";
import { trailFilesAreValidated } from "./trail-files-are-validated";
import { trailIsLogging } from "./trail-is-logging";
import { trailReachesCloudwatchLogs } from "./trail-reaches-cloudwatch-logs";
import { trailRecordsSecretReads } from "./trail-records-secret-reads";
import { trailUsesCustomerManagedKey } from "./trail-uses-customer-managed-key";

const guidelines: InputPolicy[] = [
  secretNameFollowsConvention,
  secretUsesCustomerManagedKey,
  noSecretOfAnotherEnvironment,
  noPlaintextSecretInTaskDefinition,
  noEnvironmentFiles,
  noCredentialInDockerfile,
  noSecretFileInBuildContext,
  secretsOnlyFromSecretsManager,
  iamSecretReadScoped,
  noPublicIp,
  noCredentialInLogOptions,
  containerSendsLogs,
  taskAndExecutionRolesDiffer,
  noPrivilegedContainer,
  noHostNamespaces,
  containerRunsAsNonRoot,
  containerRootFilesystemIsReadOnly,
  imageIsPinnedByDigest,
  fargatePlatformVersionIsCurrent,
  noExecInProd,
  clusterHasContainerInsights,
  efsVolumeIsEncryptedInTransit,
  iamPolicyIsNotAdministrator,
  iamActionsNameNoWholeService,
  iamResourcesAreNamed,
  iamKmsDecryptScoped,
  iamPassRoleScoped,
  noAllowWithExclusion,
  noBroadManagedPolicy,
  noIamUser,
  roleTrustNamesItsPrincipals,
  serviceTrustNamesItsSource,
  kmsKeyRotates,
  kmsKeyPolicyNamesPrincipals,
  kmsKeyDeletionWaits,
  kmsKeyPolicyCannotLockOut,
  secretValueIsNotLiteral,
  secretPolicyIsNotPublic,
  secretDeletionCanBeUndone,
  noOpenIngress,
  loadBalancerListensOnHttpsOnly,
  listenerUsesModernTls,
  loadBalancerDropsInvalidHeaders,
  imageRepositoryScansOnPush,
  imageTagsAreImmutable,
  imageRepositoryIsEncryptedWithKms,
  imageRepositoryIsNotPublic,
  secretRotatesInTime,
  functionRuntimeIsSupported,
  noPlaintextSecretInFunction,
  functionPermissionNamesItsSource,
  rotationFunctionConcurrencyIsReserved,
  rotationFunctionLogsExpire,
  secretRotates,
  secretAccessIsWatched,
  alarmReportsToSomeone,
  alarmDecidesOnMissingData,
  metricFilterDefaultHasNoDimensions,
  alertTopicUsesCustomerManagedKey,
  topicPolicyIsNotPublic,
  topicSubscriptionUsesTls,
  trailIsLogging,
  trailCoversEveryRegion,
  trailRecordsSecretReads,
  trailFilesAreValidated,
  trailUsesCustomerManagedKey,
  trailReachesCloudwatchLogs,
  trailBucketIsClosed,
  trailBucketKeepsVersions,
  trailBucketRequiresTls,
  trailBucketAdmitsItsTrailOnly,
  logGroupExpires,
  logGroupUsesCustomerManagedKey,
];

/** All policies of the pack, in the order in which they judge a stack. */
export const policies: InputPolicy[] = [...guidelines, policyExceptionsAreInForce(guidelines)];
