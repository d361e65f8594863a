import { awsFoundationalSecurity } from "../frameworks";
import { inputPolicy, type Inspect } from "../input-policy";

const found =
  (fault: string): Inspect =>
  () => [{ fault }];

export const noIamUser = inputPolicy({
  name: "no-iam-user",
  description:
    "No stack makes IAM users, nor access keys or passwords of theirs: these do not expire, and their values stand in the stack's state.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Give code a role, which hands out credentials that expire; give people roles through IAM Identity Center, and other systems roles through OpenID Connect.",
  framework: awsFoundationalSecurity(
    "IAM.3",
    "IAM users' access keys should be rotated every 90 days or less",
  ),
  inspect: {
    "aws:iam/user:User": found("is an IAM user: use a role, which hands out credentials that expire"),
    "aws:iam/accessKey:AccessKey": found("is an access key, which does not expire: use a role"),
    "aws:iam/userLoginProfile:UserLoginProfile": found(
      "is the password of an IAM user: let people sign in through IAM Identity Center",
    ),
  },
});
