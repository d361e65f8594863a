"""Gap: RotateSecret copies the old value and calls no function; CancelRotateSecret is unknown.

AWS makes an empty version labelled AWSPENDING, whose id is the request's token, and calls the rotation
function for it (rotation_run.py). While AWSPENDING is on another version than AWSCURRENT, RotateSecret is
refused, except with the pending version's own token, which takes that rotation up again. With
RotateImmediately=false, only the function's testSecret is called, on a version that is removed afterwards.
CancelRotateSecret stops after the running step, and keeps the function and the schedule.
https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html
"""

import json
import re
import time

from ministack.core.responses import json_response, new_uuid
from ministack.services import secretsmanager

from emulator import rotation_run
from emulator.hooks import replaces
from emulator.secrets import absent_or_deleted, amended, find_secret, find_version, refuse, succeeded


@replaces(secretsmanager, "_rotate_secret", "data")
def rotate_secret(_replaced, data):
    secret = find_secret(data.get("SecretId"))
    token = data.get("ClientRequestToken") or new_uuid()
    if refusal := absent_or_deleted(secret) or rotation_refusal(secret, token, data):
        return refusal
    secret["RotationLambdaARN"] = data.get("RotationLambdaARN") or secret["RotationLambdaARN"]
    secret["RotationRules"] = data.get("RotationRules") or secret.get("RotationRules")
    secret["RotationEnabled"] = True
    secret["_RotationScheduledFrom"] = int(time.time())
    if data.get("RotateImmediately", True):
        rotation_run.start_rotation(secret, token)
    else:
        rotation_run.start_test(secret, token)
    return json_response({"ARN": secret["ARN"], "Name": secret["Name"], "VersionId": token})


def rotation_refusal(secret, token, data):
    if not 32 <= len(token) <= 64:
        return refuse("InvalidParameterException", "ClientRequestToken must be 32-64 characters long.")
    rules = data.get("RotationRules") or {}
    if "AutomaticallyAfterDays" in rules and "ScheduleExpression" in rules:
        return refuse(
            "InvalidParameterException",
            "Provide either AutomaticallyAfterDays or ScheduleExpression in RotationRules, not both.",
        )
    function_arn = data.get("RotationLambdaARN") or secret.get("RotationLambdaARN")
    if not function_arn:
        return refuse(
            "InvalidRequestException", "No Lambda rotation function ARN is associated with this secret."
        )
    if refusal := rotation_run.function_refusal(function_arn, secret["ARN"]):
        return refusal
    pending, version = find_version(secret, "AWSPENDING")
    if pending is not None and pending != token and "AWSCURRENT" not in version["Stages"]:
        return refuse(
            "InvalidRequestException",
            "A previous rotation isn't complete. That rotation will be reattempted.",
        )
    return None


@replaces(secretsmanager, "handle_request", "method", "path", "headers", "body", "query_params")
async def handle_request(replaced, method, path, headers, body, query_params):
    if headers.get("x-amz-target", "").endswith(".CancelRotateSecret"):
        return cancel_rotate_secret(json.loads(body or b"{}"))
    return await replaced(method, path, headers, body, query_params)


def cancel_rotate_secret(data):
    secret = find_secret(data.get("SecretId"))
    if refusal := absent_or_deleted(secret):
        return refusal
    if not secret.get("RotationLambdaARN"):
        return refuse(
            "InvalidRequestException", "No Lambda rotation function ARN is associated with this secret."
        )
    secret["RotationEnabled"] = False
    return json_response({"ARN": secret["ARN"], "Name": secret["Name"]})


@replaces(secretsmanager, "_describe_secret", "data")
def describe_secret(replaced, data):
    answer = replaced(data)
    secret = find_secret(data.get("SecretId"))
    if not succeeded(answer) or not secret.get("RotationEnabled"):
        return answer

    def add_rotation_dates(body):
        if secret.get("LastRotatedDate"):
            body["LastRotatedDate"] = secret["LastRotatedDate"]
        if interval := rotation_interval(secret.get("RotationRules") or {}):
            body["NextRotationDate"] = (secret.get("LastRotatedDate") or secret["_RotationScheduledFrom"]) + interval

    return amended(answer, add_rotation_dates)


def rotation_interval(rules):
    """Seconds between two rotations, or None for a cron() schedule."""
    days = rules.get("AutomaticallyAfterDays")
    rate = re.fullmatch(r"rate\((\d+) (hour|day)s?\)", rules.get("ScheduleExpression", ""))
    if rate:
        return int(rate[1]) * (3600 if rate[2] == "hour" else 86400)
    return days * 86400 if days else None
