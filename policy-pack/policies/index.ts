import { type InputPolicy } from "../input-policy";
import { iamSecretReadScoped } from "./iam-secret-read-scoped";
import { noEnvironmentFiles } from "./no-environment-files";
import { noPlaintextSecretInTaskDefinition } from "./no-plaintext-secret-in-task-definition";
import { noPublicIp } from "./no-public-ip";
import { noSecretOfAnotherEnvironment } from "./no-secret-of-another-environment";
import { secretNameFollowsConvention } from "./secret-name-follows-convention";
import { secretUsesCustomerManagedKey } from "./secret-uses-customer-managed-key";
import { secretsOnlyFromSecretsManager } from "./secrets-only-from-secrets-manager";

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
];
