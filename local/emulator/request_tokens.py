"""Gap: CreateSecret and UpdateSecret ignore ClientRequestToken, and PutSecretValue overwrites with it.

On AWS the token is the new version's id. Repeating a call with the same token and value does nothing and
succeeds; the same token with another value is refused, for a version never changes.
https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
"""

from ministack.core.responses import json_response
from ministack.services import secretsmanager

from emulator.hooks import replaces
from emulator.secrets import amended, by_name, find_secret, has_value, refuse, same_value, succeeded


@replaces(secretsmanager, "_create_secret", "data")
def create_secret(replaced, data):
    token = data.get("ClientRequestToken")
    if refusal := malformed_token(token):
        return refusal
    existing = by_name.get(data.get("Name"))
    if existing and token in existing["Versions"] and same_value(existing["Versions"][token], data):
        return json_response({"ARN": existing["ARN"], "Name": existing["Name"], "VersionId": token})
    answer = replaced(data)
    if token is None or not succeeded(answer):
        return answer

    def take_token(body):
        versions = by_name[body["Name"]]["Versions"]
        versions[token] = versions.pop(body["VersionId"])
        body["VersionId"] = token

    return amended(answer, take_token)


@replaces(secretsmanager, "_put_secret_value", "data")
def put_secret_value(replaced, data):
    secret, token = find_secret(data.get("SecretId")), data.get("ClientRequestToken")
    if refusal := malformed_token(token):
        return refusal
    version = written_version(secret, token)
    if version is None:
        return replaced(data)
    if not same_value(version, data):
        return version_exists()
    return json_response(
        {"ARN": secret["ARN"], "Name": secret["Name"], "VersionId": token, "VersionStages": list(version["Stages"])}
    )


@replaces(secretsmanager, "_update_secret", "data")
def update_secret(replaced, data):
    """Changes the description or key first, and then writes the value as PutSecretValue does."""
    token = data.get("ClientRequestToken")
    if refusal := malformed_token(token):
        return refusal
    value = {field: data[field] for field in ("SecretString", "SecretBinary") if field in data}
    if not value:
        return replaced(data)
    version = written_version(find_secret(data.get("SecretId")), token)
    if version is not None and not same_value(version, value):
        return version_exists()
    answer = replaced({field: data[field] for field in data if field not in value})
    if not succeeded(answer):
        return answer
    put = {"SecretId": data["SecretId"], **value, **({} if token is None else {"ClientRequestToken": token})}
    answer = secretsmanager._put_secret_value(put)
    return amended(answer, lambda body: body.pop("VersionStages")) if succeeded(answer) else answer


def malformed_token(token):
    if token is not None and not 32 <= len(token) <= 64:
        return refuse("InvalidParameterException", "ClientRequestToken must be 32-64 characters long.")
    return None


def written_version(secret, token):
    """The version with this id, if it has a value: a rotation's new version has none at first."""
    version = secret["Versions"].get(token) if secret and token else None
    return version if version and has_value(version) else None


def version_exists():
    return refuse(
        "ResourceExistsException",
        "You can't modify an existing version, you can only create a new version.",
    )
