"""Calls a rotation function's steps, as rotation.py's gap describes; replaces nothing itself.

AWS calls createSecret, setSecret, testSecret and finishSecret one after the other with the same token. A step
that fails ends the rotation and leaves AWSPENDING where it is. Calling takes a resource policy on the function
that lets secretsmanager.amazonaws.com invoke it. How a rotation begins and ends is an event for EventBridge.
https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
"""

import contextvars
import logging
import threading
import time

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region, new_uuid
from ministack.services import lambda_svc

from emulator.hooks import checked
from emulator.rotation_events import announce
from emulator.secrets import add_label, find_secret, find_version, not_found, refuse, remove_label_everywhere

log = logging.getLogger("rotation")
steps = ("createSecret", "setSecret", "testSecret", "finishSecret")
running = {}  # ARN of a secret -> token of the rotation that runs

find_function = checked(lambda_svc, "_get_func_record_for_ref", "function_ref")
with_config = checked(lambda_svc, "_execution_record_for_config", "func", "config")
execute = checked(lambda_svc, "_execute_function_with_config_scope", "func", "event")
evaluate_policy = checked(
    iam_evaluator, "evaluate_resource_policy", "doc", "ctx", "service", "named_only", "direct_only"
)


def function_refusal(function_arn, secret_arn):
    function, config, _ = find_function(function_arn)
    if not function or not config:
        return not_found("Lambda does not exist or could not be accessed")
    caller = iam_evaluator.EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action="lambda:InvokeFunction",
        resource_arn=function_arn,
        region=get_region(),
        service_context={"aws:sourcearn": secret_arn, "aws:sourceaccount": get_account_id()},
    )
    policy = function.get("policy")
    if evaluate_policy(policy, caller, service="secretsmanager.amazonaws.com").decision == "Allow":
        return None
    return refuse(
        "AccessDeniedException",
        "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants "
        "access to the principal secretsmanager.amazonaws.com.",
    )


def start_rotation(secret, token):
    """Labels the version `token` AWSPENDING and runs the four steps in the background.

    A token whose rotation runs, or is complete, starts nothing.
    """
    version = secret["Versions"].setdefault(token, empty_version())
    if running.get(secret["ARN"]) == token or "AWSCURRENT" in version["Stages"]:
        return
    remove_label_everywhere(secret, "AWSPENDING", except_version_id=token)
    add_label(secret, token, "AWSPENDING")
    in_background(secret, token, rotate)


def start_test(secret, token):
    """Runs testSecret in the background on a version that holds the present value, and is then removed."""
    _, current = find_version(secret, "AWSCURRENT")
    secret["Versions"][token] = {**(current or empty_version()), "Stages": ["AWSPENDING"]}
    in_background(secret, token, test)


def rotate(secret, token):
    announce(secret, "RotationStarted")
    rotation_token = new_uuid()
    for step in steps:
        if not is_wanted(secret, token):
            return "RotationAbandoned", None
        if error := call(secret, token, step, rotation_token):
            return "RotationFailed", error
    secret["LastRotatedDate"] = int(time.time())
    return "RotationSucceeded", None


def test(secret, token):
    announce(secret, "TestRotationStarted")
    error = call(secret, token, "testSecret", new_uuid())
    secret["Versions"].pop(token, None)
    return ("TestRotationFailed", error) if error else ("TestRotationSucceeded", None)


def is_wanted(secret, token):
    """Whether the rotation goes on: the secret is there, rotation is on, and the version has its label."""
    labels = secret["Versions"].get(token, {}).get("Stages", [])
    present = find_secret(secret["ARN"]) is secret and not secret.get("DeletedDate")
    return present and secret["RotationEnabled"] and ("AWSPENDING" in labels or "AWSCURRENT" in labels)


def call(secret, token, step, rotation_token):
    """Calls the function for one step; returns what went wrong, never the function's own message."""
    function, config, name = find_function(secret["RotationLambdaARN"])
    if not function or not config:
        return f"Lambda function {name} does not exist, for the {step} step"
    event = {"SecretId": secret["ARN"], "ClientRequestToken": token, "Step": step, "RotationToken": rotation_token}
    result = execute(with_config(function, config), event)
    if not result.get("error") and not result.get("function_error"):
        return None
    error = f"Error when executing lambda {secret['RotationLambdaARN']} during {step} step"
    log.warning("%s: rotation of %s; see log group /aws/lambda/%s", error, secret["Name"], name)
    return error


def in_background(secret, token, work):
    """Runs the work in a thread, and then announces the event that it returns."""

    def run():
        try:
            outcome = work(secret, token)
        finally:
            running.pop(secret["ARN"], None)
        announce(secret, *outcome)

    running[secret["ARN"]] = token
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(run,), daemon=True).start()


def empty_version():
    return {"SecretString": None, "SecretBinary": None, "CreatedDate": int(time.time()), "Stages": []}
