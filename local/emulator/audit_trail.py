"""Gap: LookupEvents shows secret values, names parameters unlike AWS, and lists no secret under Resources.

CloudTrail writes parameters of Secrets Manager's calls in lower camel case, leaves values and rotation tokens
out, and names the secret under Resources.
https://docs.aws.amazon.com/secretsmanager/latest/userguide/monitoring-cloudtrail.html
"""

from ministack.services import cloudtrail

from emulator.hooks import replaces
from emulator.secrets import find_secret

unrecorded = {"SecretString", "SecretBinary", "RotationToken"}


@replaces(
    cloudtrail, "record_event",
    "service", "event_name", "username", "access_key_id", "resources", "region", "request_id", "user_agent",
    "request_params", "method",
)
def record_event(replaced, *, service, request_params, resources, **call):
    if service == "secretsmanager":
        secret = find_secret(request_params.get("SecretId") or request_params.get("Name"))
        if secret is not None:
            resources = [{"ResourceName": secret["ARN"], "ResourceType": "AWS::SecretsManager::Secret"}]
        request_params = {
            name[0].lower() + name[1:]: value
            for name, value in request_params.items()
            if name not in unrecorded
        }
    replaced(service=service, request_params=request_params, resources=resources, **call)
