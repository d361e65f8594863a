"""Gap: EventBridge hears nothing of ECS tasks that stop.

AWS publishes each change of a task's state; this does so for tasks that have stopped. A task that its service ends has the
stop code UserInitiated here, and ServiceSchedulerInitiated on AWS.
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
"""

import json

from ministack.core.responses import get_account_id, get_region, new_uuid, now_iso
from ministack.services import ecs, eventbridge

from emulator.hooks import checked, replaces

dispatch_event = checked(eventbridge, "_dispatch_event", "event", "view")
shown = (
    *("taskArn", "clusterArn", "taskDefinitionArn", "group", "startedBy"),
    *("lastStatus", "desiredStatus", "stopCode", "stoppedReason"),
)


@replaces(ecs, "_mark_task_stopped", "task_arn", "task", "reason", "stop_code", "exit_code")
def mark_task_stopped(replaced, task_arn, task, reason, stop_code, exit_code=None):
    has_stopped = replaced(task_arn, task, reason, stop_code, exit_code)
    if has_stopped:
        announce(task)
    return has_stopped


def announce(task):
    detail = {field: task[field] for field in shown if task.get(field)}
    dispatch_event({
        "EventId": new_uuid(),
        "Source": "aws.ecs",
        "DetailType": "ECS Task State Change",
        "Detail": json.dumps(detail),
        "EventBusName": "default",
        "Time": now_iso(),
        "Resources": [task["taskArn"]],
        "Account": get_account_id(),
        "Region": get_region(),
    })
