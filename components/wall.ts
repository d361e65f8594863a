import type * as pulumi from "@pulumi/pulumi";

import { type ResourceStatement } from "./policy-document";

/**
 * Holds for every principal but those named. AWS services are left out, as they have no principal ARN of their own;
 * what one does on behalf of a role carries the role's ARN. Sessions carry the ARN of their role.
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn)
 */
function anyoneBut(principalArns: pulumi.Input<string>[]) {
  return {
    ArnNotLike: { "aws:PrincipalArn": principalArns },
    Bool: { "aws:PrincipalIsAWSService": "false" },
  };
}

/**
 * The resource policy of a secret behind the wall: whatever other policies allow, only those named come through. Of the
 * secret, previews see what is no value: Pulumi's refresh describes it, and reads its resource policy.
 */
export function secretWallStatements(
  principalArns: pulumi.Input<string>[],
  previewRoleArn?: pulumi.Input<string>,
): ResourceStatement[] {
  const wall: ResourceStatement = {
    sid: "DenyAllButDeclaredPrincipals",
    effect: "Deny",
    principals: { AWS: ["*"] },
    actions: ["secretsmanager:*"],
    resources: ["*"],
    conditions: anyoneBut(previewRoleArn ? [...principalArns, previewRoleArn] : principalArns),
  };
  return previewRoleArn ? [wall, previewStatement(previewRoleArn)] : [wall];
}

/** Leaves DescribeSecret, GetResourcePolicy, ListSecretVersionIds and ValidateResourcePolicy. */
function previewStatement(previewRoleArn: pulumi.Input<string>): ResourceStatement {
  return {
    sid: "DenyPreviewsAllButDescription",
    effect: "Deny",
    principals: { AWS: ["*"] },
    actions: [
      ...["BatchGetSecretValue", "GetSecretValue"],
      ...["CancelRotateSecret", "CreateSecret", "Delete*", "Put*", "RemoveRegionsFromReplication"],
      ...["ReplicateSecretToRegions", "RestoreSecret", "RotateSecret", "StopReplicationToReplica"],
      ...["TagResource", "UntagResource", "Update*"],
    ].map((action) => `secretsmanager:${action}`),
    resources: ["*"],
    conditions: { ArnEquals: { "aws:PrincipalArn": previewRoleArn } },
  };
}

/**
 * The same wall around a key: neither its values nor the key itself are for anyone else. `alertService`, the name by which SNS
 * uses the key for alerts, passes: functions of other stacks publish such too, and what SNS encrypts is no secret.
 */
export function keyWallStatement(
  principalArns: pulumi.Input<string>[],
  alertService?: pulumi.Input<string>,
): ResourceStatement {
  return {
    sid: "DenyAllButDeclaredPrincipals",
    effect: "Deny",
    principals: { AWS: ["*"] },
    actions: [
      "kms:CreateGrant",
      "kms:Decrypt",
      "kms:DisableKey",
      "kms:Encrypt",
      "kms:GenerateDataKey*",
      "kms:PutKeyPolicy",
      "kms:ReEncrypt*",
      "kms:ScheduleKeyDeletion",
    ],
    resources: ["*"],
    conditions: {
      ...anyoneBut(principalArns),
      ...(alertService && { StringNotEquals: { "kms:ViaService": alertService } }),
    },
  };
}

/** The principal that policies know a caller by: of a role's session, the role, whose path the session does not tell. */
export function principalOf(callerArn: string): string {
  return callerArn.replace(/^(arn:[^:]+):sts:(.*):assumed-role\/([^/]+)\/.*$/, "$1:iam:$2:role/$3");
}

/**
 * Whether a caller comes through the wall. `callerArn` is what STS says: for a role, the ARN of its session, which
 * has the role's name but not its path. Patterns may hold `*` and `?`, as in `ArnLike`.
 */
export function comesThrough(callerArn: string, principalArns: readonly string[]): boolean {
  const session = /^(arn:[^:]+):sts:(.*):assumed-role\/([^/]+)\//.exec(callerArn);
  if (!session) return principalArns.some((pattern) => matches(callerArn, pattern));
  const [, prefix = "", account = "", role = ""] = session;
  return principalArns.some((pattern) => {
    const parts = /^(arn:[^:]+):iam:(.*):role\/(?:.*\/)?([^/]+)$/.exec(pattern);
    if (!parts) return false;
    const [, patternPrefix = "", patternAccount = "", patternRole = ""] = parts;
    return matches(prefix, patternPrefix) && matches(account, patternAccount) && matches(role, patternRole);
  });
}

function matches(text: string, pattern: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${expression}$`).test(text);
}
