import { type InputPolicy } from "../input-policy";
import { clusterHasContainerInsights } from "./cluster-has-container-insights";
import { containerRootFilesystemIsReadOnly } from "./container-root-filesystem-is-read-only";
import { containerRunsAsNonRoot } from "./container-runs-as-non-root";
import { containerSendsLogs } from "./container-sends-logs";
import { efsVolumeIsEncryptedInTransit } from "./efs-volume-is-encrypted-in-transit";
import { fargatePlatformVersionIsCurrent } from "./fargate-platform-version-is-current";
import { iamSecretReadScoped } from "./iam-secret-read-scoped";
import { imageIsPinnedByDigest } from "./image-is-pinned-by-digest";
import { noCredentialInLogOptions } from "./no-credential-in-log-options";
import { noEnvironmentFiles } from "./no-environment-files";
import { noExecInProd } from "./no-exec-in-prod";
import { noHostNamespaces } from "./no-host-namespaces";
import { noPlaintextSecretInTaskDefinition } from "./no-plaintext-secret-in-task-definition";
import { noPrivilegedContainer } from "./no-privileged-container";
import { noPublicIp } from "./no-public-ip";
import { noSecretOfAnotherEnvironment } from "./no-secret-of-another-environment";
import { secretNameFollowsConvention } from "./secret-name-follows-convention";
import { secretUsesCustomerManagedKey } from "./secret-uses-customer-managed-key";
import { secretsOnlyFromSecretsManager } from "./secrets-only-from-secrets-manager";
import { taskAndExecutionRolesDiffer } from "./task-and-execution-roles-differ";

/** All policies of the pack. */
export const policies: InputPolicy[] = [
  secretNameFollowsConvention,
  secretUsesCustomerManagedKey,
  noSecretOfAnotherEnvironment,
  noPlaintextSecretInTaskDefinition,
  noEnvironmentFiles,
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
];
