"""Gap: aws:PrincipalIsAWSService never matches, and aws:PrincipalArn is that of a role's session.

AWS sets the first for every request of a user or role (to false), and the second of a session to its role's ARN.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
"""

from ministack.core import iam_evaluator
from ministack.services import iam

from emulator.hooks import checked, replaces, stored

role_name_of = checked(iam_evaluator, "_role_name_from_assumed_arn", "assumed_arn")
roles = stored(iam, "_roles")


@replaces(iam_evaluator, "_resolve_condition_key", "key", "ctx")
def resolve_condition_key(replaced, key, ctx):
    name = key.lower()
    if name == "aws:principalisawsservice":
        return "false"  # MiniStack's own calls are the root user's, whom no policy stops
    if name == "aws:principalarn" and ":assumed-role/" in ctx.principal_arn:
        role = roles.get_scoped(ctx.principal_account, None, role_name_of(ctx.principal_arn))
        return role["Arn"] if role else ctx.principal_arn
    return replaced(key, ctx)
