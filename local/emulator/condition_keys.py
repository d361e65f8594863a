"""Gap: the condition keys of Secrets Manager, such as secretsmanager:VersionStage, never match.

AWS sets secretsmanager:ResourceTag/... from the secret's tags, secretsmanager:resource/AllowRotationLambdaArn from
its rotation function, and the others from the request; a key whose parameter the request lacks is absent, so that a
plain condition on it does not hold.
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
"""

import json

from ministack.core import iam_actions

from emulator.hooks import replaces
from emulator.secrets import find_secret

from_request = (
    "SecretId", "Name", "Description", "KmsKeyId", "VersionId", "VersionStage", "RotationLambdaARN",
    "RecoveryWindowInDays", "ForceDeleteWithoutRecovery", "BlockPublicPolicy", "RotateImmediately",
)


@replaces(iam_actions, "request_tag_context", "service", "iam_action", "body", "params")
def request_context(replaced, service, iam_action, body, params):
    context = replaced(service, iam_action, body, params)
    if service != "secretsmanager":
        return context
    request = read_request(body)
    secret = find_secret(request.get("SecretId"))
    for name in from_request:
        if name in request:
            context[f"secretsmanager:{name}".lower()] = as_text(request[name])
    if secret is not None:
        context["secretsmanager:secretid"] = secret["ARN"]
        if rotation_function := secret.get("RotationLambdaARN"):
            context["secretsmanager:resource/allowrotationlambdaarn"] = rotation_function
        for tag in secret.get("Tags") or []:
            context[f"secretsmanager:ResourceTag/{tag['Key']}".lower()] = tag["Value"]
    return context


def read_request(body):
    try:
        request = json.loads(body or b"{}")
    except ValueError:
        return {}
    return request if isinstance(request, dict) else {}


def as_text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)
