"""Gap: MiniStack takes the beginning of an ARN for a partial ARN, so `payment` finds `payment-service`.

AWS appends a hyphen and six characters to the name in a secret's ARN. A partial ARN lacks exactly these, and
one whose name itself ends in a hyphen and six characters (`orders-config`) passes for complete: it finds
nothing. CreateSecret refuses names with characters that an ARN can't hold.
https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
"""

import re

from ministack.services import secretsmanager

from emulator.hooks import replaces
from emulator.secrets import by_name, refuse

secret_arn = re.compile(r"arn:[\w-]+:secretsmanager:(?P<region>[\w-]+):(?P<account>\d{12}):secret:(?P<name>.+)")
complete_suffix = re.compile(r"-[A-Za-z0-9]{6}$")
secret_name = re.compile(r"[A-Za-z0-9/_+=.@!-]{1,512}")


@replaces(secretsmanager, "_resolve", "secret_id", "use_arn_scope")
def resolve(replaced, secret_id, *, use_arn_scope=False):
    name, secret = replaced(secret_id, use_arn_scope=use_arn_scope)
    if secret is None or not secret_id.startswith("arn:") or secret["ARN"] == secret_id:
        return name, secret
    partial = secret_arn.fullmatch(secret_id)
    if partial is None or complete_suffix.search(partial["name"]):
        return None, None
    secret = by_name.get_scoped(partial["account"], partial["region"], partial["name"])
    return (None, None) if secret is None else (partial["name"], secret)


@replaces(secretsmanager, "_create_secret", "data")
def create_secret(replaced, data):
    if not secret_name.fullmatch(data.get("Name") or ""):
        return refuse(
            "ValidationException",
            "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: "
            "-/_+=.@!",
        )
    return replaced(data)
