"""Gap: CreateSecret without a value makes a version all the same, and reading it answers with no value.

On AWS a secret without SecretString and SecretBinary has no version, and GetSecretValue of a version that
is not there, or that a rotation has yet to fill, is ResourceNotFoundException. Asking for a version id
together with a label that the version does not have is InvalidRequestException.
https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
"""

from ministack.services import secretsmanager

from emulator.hooks import replaces
from emulator.secrets import (
    absent_or_deleted,
    amended,
    by_name,
    find_secret,
    find_version,
    has_value,
    not_found,
    refuse,
    succeeded,
)


@replaces(secretsmanager, "_create_secret", "data")
def create_secret(replaced, data):
    answer = replaced(data)
    if has_value(data) or not succeeded(answer):
        return answer

    def forget_version(body):
        by_name[body["Name"]]["Versions"].clear()
        body.pop("VersionId", None)

    return amended(answer, forget_version)


@replaces(secretsmanager, "_get_secret_value", "data")
def get_secret_value(replaced, data):
    secret = find_secret(data.get("SecretId"))
    if refusal := absent_or_deleted(secret):
        return refusal
    version_id, label = data.get("VersionId"), data.get("VersionStage", "AWSCURRENT")
    version = secret["Versions"].get(version_id) if version_id else find_version(secret, label)[1]
    if version is None or not has_value(version):
        wanted = f"VersionId: {version_id}" if version_id else f"staging label: {label}"
        return not_found(f"Secrets Manager can't find the specified secret value for {wanted}")
    if version_id and data.get("VersionStage") and label not in version["Stages"]:
        return refuse(
            "InvalidRequestException",
            "You provided a VersionStage that is not associated to the provided VersionId.",
        )
    return replaced(data)
