"""Gap: an event for a function that is at its reserved concurrency is lost.

AWS keeps asynchronous invocations for up to six hours, and tries again while the function is throttled.
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
"""

import json
import time

from ministack.core.concurrency import spawn_background
from ministack.services import eventbridge, lambda_svc

from emulator.hooks import checked, replaces

seconds_between, longest_seconds = 0.1, 300
find_function = checked(lambda_svc, "_get_func_record_for_ref", "function_ref")
with_config = checked(lambda_svc, "_execution_record_for_config", "func", "config")
execute = checked(lambda_svc, "_execute_function_with_config_scope", "func", "event")


@replaces(eventbridge, "_dispatch_to_lambda", "arn", "payload")
def dispatch_to_lambda(_replaced, arn, payload):
    function, config, name = find_function(arn)
    if not function or not config:
        return

    def invoke():
        deadline = time.monotonic() + longest_seconds
        while execute(with_config(function, config), json.loads(payload)).get("throttle"):
            if time.monotonic() > deadline:
                return
            time.sleep(seconds_between)

    spawn_background(invoke, thread_name=f"event-{name}")
