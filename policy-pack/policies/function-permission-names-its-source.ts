import { awsFoundationalSecurity } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { type Fields, notKnown, textAt } from "../known-values";
import { parseArn } from "../secret-arn";

export const functionPermissionNamesItsSource = inputPolicy({
  name: "function-permission-names-its-source",
  description:
    "A permission lets a service, such as Secrets Manager, call a Lambda function for a known account or resource only, and never lets everyone.",
  enforcementLevel: "mandatory",
  severity: "critical",
  remediationSteps:
    "Set sourceArn to the resource that the service calls for, such as the secret's arn, or sourceAccount to the account; where the ARN holds no account, as that of a bucket, both.",
  framework: awsFoundationalSecurity("Lambda.1", "Lambda function policies should prohibit public access"),
  inspect: { "aws:lambda/permission:Permission": findingsOf },
});

function findingsOf(permission: Fields): Finding[] {
  const principal = textAt(permission, "principal");
  const limit = limitOf(permission);
  if (textAt(permission, "functionUrlAuthType") === "NONE")
    return [{ fault: "functionUrlAuthType is NONE, for everyone: set it to AWS_IAM" }];
  if (principal === notKnown) return limit === true ? [] : [{ doubt: "principal", property: "principal" }];
  if (principal === "*") {
    if (limit === true || "principalOrgId" in permission) return [];
    return [{ fault: "principal is *, everyone: name an account, or set principalOrgId" }];
  }
  if (principal === undefined || !/\.amazonaws\.com(?:\.cn)?$/.test(principal) || limit === true) return [];
  if (limit === notKnown) return [{ doubt: "sourceArn", property: "sourceArn" }];
  return [
    {
      fault: `principal is ${principal} for whomever it calls: set sourceArn to its resource, or sourceAccount to the account`,
    },
  ];
}

/**
 * Whether a permission is for one account. An ARN that is not known yet is that of a resource: a bucket's has no account.
 * Lambda itself refuses what is no ARN.
 */
function limitOf(permission: Fields): boolean | typeof notKnown {
  const account = textAt(permission, "sourceAccount");
  const arn = textAt(permission, "sourceArn");
  if (account === notKnown || (account !== undefined && /^\d{12}$/.test(account))) return true;
  if (arn === notKnown) return textAt(permission, "principal") === "s3.amazonaws.com" ? notKnown : true;
  if (arn === undefined) return false;
  const parsed = parseArn(arn);
  return parsed === undefined || /^\d{12}$/.test(parsed.account);
}
