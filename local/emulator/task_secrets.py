"""Reads what a task's containers take as secrets, as task_starts.py's gap describes; replaces nothing itself.

The ECS agent reads each distinct `valueFrom` of a task with the execution role's permissions, and takes a JSON key
from the value. The call goes through the local AWS's front door: the role, the secret's policy and its key decide.
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
"""

import json
import os
import secrets

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import HTTPClientError
from botocore.httpsession import URLLib3Session
from ministack.core.responses import get_account_id, get_region
from ministack.services import sts

from emulator.hooks import checked

register_session = checked(sts, "register_session", "access_key", "session")
parts_of_arn = 7
sender = URLLib3Session(timeout=20)


class UnreadableSecret(Exception):
    """Why a task cannot start, without any value."""


def read_secrets(task_definition, task_id):
    """Reads every secret of the task; returns the ids of the versions, or raises UnreadableSecret."""
    references = sorted({
        secret["valueFrom"]
        for container in task_definition.get("containerDefinitions", [])
        for secret in [*container.get("secrets", []), *container.get("logConfiguration", {}).get("secretOptions", [])]
        if ":secretsmanager:" in secret["valueFrom"]
    })
    if not references:
        return set()
    credentials = start_session(task_definition.get("executionRoleArn"), task_id)
    return {read_secret(reference, credentials) for reference in references}


def start_session(role_arn, task_id):
    if not role_arn:
        raise UnreadableSecret("the task definition has no execution role")
    role = role_arn.rsplit("/", 1)[-1]
    session = Credentials(
        f"ASIA{secrets.token_hex(8).upper()}", secrets.token_hex(20), secrets.token_hex(32)
    )
    register_session(session.access_key, {
        "Arn": f"arn:aws:sts::{get_account_id()}:assumed-role/{role}/{task_id}",
        "UserId": f"{role}:{task_id}",
        "SecretAccessKey": session.secret_key,
        "SessionToken": session.token,
        "AccountId": get_account_id(),
        "PrincipalType": "AssumedRole",
    })
    return session


def read_secret(reference, credentials):
    parts = reference.split(":")
    arn, (key, stage, version) = ":".join(parts[:parts_of_arn]), [*parts[parts_of_arn:], "", "", ""][:3]
    request = {"SecretId": arn}
    if stage:
        request["VersionStage"] = stage
    if version:
        request["VersionId"] = version
    answer = get_secret_value(request, credentials)
    if key and key not in object_in(answer.get("SecretString")):
        raise UnreadableSecret(f"retrieved secret from Secrets Manager did not contain json key {key}")
    return answer["VersionId"]


def get_secret_value(request, credentials):
    call = AWSRequest(
        "POST",
        f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}/",
        data=json.dumps(request),
        headers={
            "content-type": "application/x-amz-json-1.1",
            "user-agent": "Amazon ECS Agent",
            "x-amz-target": "secretsmanager.GetSecretValue",
        },
    )
    SigV4Auth(credentials, "secretsmanager", get_region()).add_auth(call)
    try:
        answer = sender.send(call.prepare())
    except HTTPClientError as problem:  # of any other error, nobody would hear that a deployment has ended
        raise UnreadableSecret(f"failed to fetch secret {request['SecretId']}: {type(problem).__name__}") from None
    if answer.status_code == 200:
        return json.loads(answer.content)
    refusal = json.loads(answer.content)
    raise UnreadableSecret(
        f"failed to fetch secret {request['SecretId']} from secrets manager: "
        f"{refusal.get('__type')}: {refusal.get('message') or refusal.get('Message')}"
    )


def object_in(text):
    try:
        value = json.loads(text or "")
    except ValueError:
        raise UnreadableSecret("the secret's value is not JSON, and a key of it is wanted") from None
    return value if isinstance(value, dict) else {}
