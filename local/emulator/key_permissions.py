"""Gap: whoever may read a secret may read it without permission to use its KMS key.

AWS calls KMS with the caller's permissions for a secret under a customer managed key: kms:Decrypt to read,
kms:GenerateDataKey as well to write, with the service in kms:ViaService and the secret's ARN in the encryption
context. A caller that lacks them gets AccessDeniedException.
https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
"""

import contextvars

from ministack.core import iam_evaluator, router
from ministack.core.responses import get_region
from ministack.services import secretsmanager

from emulator.hooks import checked, replaces
from emulator.secret_keys import find_key
from emulator.secrets import find_secret, has_value, refuse, succeeded

authorize = checked(
    iam_evaluator, "enforce", "access_key_id", "iam_action", "service", "region", "resource_arn", "service_context"
)
access_key_of = checked(router, "extract_access_key_id", "headers", "query_params")
caller = contextvars.ContextVar("caller", default=None)  # None: MiniStack itself reads, or asks for another


@replaces(secretsmanager, "handle_request", "method", "path", "headers", "body", "query_params")
async def handle_request(replaced, method, path, headers, body, query_params):
    caller.set(access_key_of(headers, query_params))
    return await replaced(method, path, headers, body, query_params)


@replaces(secretsmanager, "_get_secret_value", "data")
def get_secret_value(replaced, data):
    answer = replaced(data)
    if not succeeded(answer):
        return answer
    secret = find_secret(data["SecretId"])
    return denial(secret.get("KmsKeyId"), secret["ARN"], "Decrypt") or answer


@replaces(secretsmanager, "_put_secret_value", "data")
def put_secret_value(replaced, data):
    secret = find_secret(data.get("SecretId")) or {}
    return denial(secret.get("KmsKeyId"), secret.get("ARN"), "GenerateDataKey", "Decrypt") or replaced(data)


@replaces(secretsmanager, "_update_secret", "data")
def update_secret(replaced, data):
    secret = find_secret(data.get("SecretId")) or {}
    return denial(data.get("KmsKeyId"), secret.get("ARN"), "GenerateDataKey", "Decrypt") or replaced(data)


@replaces(secretsmanager, "_create_secret", "data")
def create_secret(replaced, data):
    key_id = data.get("KmsKeyId") if has_value(data) else None
    return denial(key_id, None, "GenerateDataKey", "Decrypt") or replaced(data)


def denial(key_id, secret_arn, *actions):
    """The refusal for a caller who lacks one of the actions on a customer managed key, else None.

    A secret that is yet to be made has no ARN: a condition on it then does not hold.
    """
    key = find_key(key_id) if key_id else None
    if key is None or caller.get() is None:
        return None
    context = {"kms:viaservice": f"secretsmanager.{get_region()}.amazonaws.com"}
    if secret_arn:
        context["kms:encryptioncontext:secretarn"] = secret_arn
    for action in actions:
        if authorize(caller.get(), f"kms:{action}", "kms", get_region(), key["Arn"], context):
            return refuse("AccessDeniedException", "Access to KMS is not allowed")
    return None
