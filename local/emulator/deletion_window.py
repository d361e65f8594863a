"""Gap: the name of a secret in its recovery window, forced deletion of nothing, and calls on deleted secrets.

On AWS the name stays taken until the window ends, with an error that says so; a forced deletion of a secret
that is not there succeeds; and a secret that is marked for deletion takes no new policy.
https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html
"""

import time

from ministack.core.responses import get_account_id, get_region, json_response
from ministack.services import secretsmanager

from emulator.hooks import replaces
from emulator.secrets import absent_or_deleted, by_name, find_secret, refuse


@replaces(secretsmanager, "_create_secret", "data")
def create_secret(replaced, data):
    existing = by_name.get(data.get("Name"))
    if existing and existing.get("DeletedDate"):
        return refuse(
            "InvalidRequestException",
            "You can't create this secret because a secret with this name is already scheduled for deletion.",
        )
    return replaced(data)


@replaces(secretsmanager, "_delete_secret", "data")
def delete_secret(replaced, data):
    secret_id = data.get("SecretId", "")
    if not data.get("ForceDeleteWithoutRecovery") or find_secret(secret_id) is not None:
        return replaced(data)
    name = secret_id.partition(":secret:")[2] or secret_id
    arn = f"arn:aws:secretsmanager:{get_region()}:{get_account_id()}:secret:{name}"
    return json_response({"ARN": arn, "Name": name, "DeletionDate": int(time.time())})


@replaces(secretsmanager, "_put_resource_policy", "data")
def put_resource_policy(replaced, data):
    return absent_or_deleted(find_secret(data.get("SecretId"))) or replaced(data)


@replaces(secretsmanager, "_delete_resource_policy", "data")
def delete_resource_policy(replaced, data):
    return absent_or_deleted(find_secret(data.get("SecretId"))) or replaced(data)
