"""How the overlay reads and answers about the secrets that MiniStack stores; replaces nothing itself."""

import json

from ministack.core.responses import error_response_json, json_response
from ministack.services import secretsmanager

from emulator.hooks import checked, stored

find_version = checked(secretsmanager, "_find_stage_version", "secret", "stage")
add_label = checked(secretsmanager, "_add_stage", "secret", "version_id", "stage")
remove_label = checked(secretsmanager, "_remove_stage", "secret", "version_id", "stage")
remove_label_everywhere = checked(
    secretsmanager, "_remove_stage_everywhere", "secret", "stage", "except_version_id"
)
sync_replicas = checked(secretsmanager, "_sync_replicas", "secret")
announce_label = checked(secretsmanager, "_emit_secret_label_updated", "secret", "label", "version_id")
by_name = stored(secretsmanager, "_secrets")

checked(secretsmanager, "_resolve", "secret_id", "use_arn_scope")


def find_secret(secret_id):
    """The secret with this name or ARN, or None. (Looked up at each call: partial_arns.py replaces it.)"""
    return secretsmanager._resolve(secret_id)[1]


def has_value(version):
    return version.get("SecretString") is not None or version.get("SecretBinary") is not None


def same_value(version, data):
    return all(version.get(field) == data.get(field) for field in ("SecretString", "SecretBinary"))


def refuse(code, message):
    return error_response_json(code, message, 400)


def not_found(message="Secrets Manager can't find the specified secret."):
    return refuse("ResourceNotFoundException", message)


def absent_or_deleted(secret):
    """The refusal for a secret that is not there or is in its recovery window, else None."""
    if secret is None:
        return not_found()
    if secret.get("DeletedDate"):
        return refuse(
            "InvalidRequestException",
            "You can't perform this operation on the secret because it was marked for deletion.",
        )
    return None


def succeeded(answer):
    return answer[0] == 200


def amended(answer, amend):
    """The successful answer with `amend` called on its body."""
    body = json.loads(answer[2])
    amend(body)
    return json_response(body)
