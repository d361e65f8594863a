"""Gap: every task runs at once, so that no deployment ever fails, and a service's tasks do not name theirs.

On AWS a task does not start when a secret of it cannot be read with the execution role's permissions, and stops when
its container exits. The circuit breaker counts both; a service that goes on starts tasks ever more slowly. A task of
a service names its deployment in startedBy.
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html

No containers run here. The service's tag local-aws:exits-with-version tells which secret version the container
cannot work with: one that starts with that version exits at once.
"""

import json
import time

from ministack.core.concurrency import resource_lock, spawn_background
from ministack.services import ecs

from emulator.hooks import checked, replaces, stored
from emulator.task_secrets import UnreadableSecret, read_secrets

exit_tag = "local-aws:exits-with-version"
first_delay, longest_delay = 0.1, 10

services = stored(ecs, "_services")
tasks = stored(ecs, "_tasks")
tags = stored(ecs, "_tags")
task_definitions = stored(ecs, "_task_defs")
stop_task = checked(ecs, "_mark_task_stopped", "task_arn", "task", "reason", "stop_code", "exit_code")
cluster_name_of = checked(ecs, "_resolve_cluster_name", "ref")
definition_key_of = checked(ecs, "_resolve_td_key", "ref")
failures_in_a_row = {}  # a service's cluster and group -> how many of its tasks have failed one after the other


@replaces(ecs, "_make_deployment", "task_definition", "desired_count", "status")
def make_deployment(replaced, *arguments, **options):
    """A deployment is complete when its tasks run, and not before."""
    return {
        **replaced(*arguments, **options), "rolloutState": "IN_PROGRESS", "rolloutStateReason": "",
    }


@replaces(ecs, "_run_task", "data", table="_ACTION_MAP")
def run_task(replaced, request):
    if deployment := request.get("_deploymentId"):
        request = {**request, "startedBy": deployment}
    answer = replaced(request)
    if answer[0] != 200:
        return answer
    for started in json.loads(answer[2])["tasks"]:
        start(tasks[started["taskArn"]])
    return answer


def start(task):
    definition = task_definitions[definition_key_of(task["taskDefinitionArn"])]
    place = (task["clusterArn"], task["group"])
    stop = reason_to_stop(task, definition)
    if stop is None:
        failures_in_a_row.pop(place, None)
        return
    failures = failures_in_a_row.get(place, 0)
    failures_in_a_row[place] = failures + 1
    with resource_lock("ecs-task", task["taskArn"]):
        if task["desiredStatus"] == "STOPPED":
            return  # its deployment has ended while the secrets were read
        task["lastStatus"] = "PENDING"

    def fail():
        time.sleep(min(longest_delay, first_delay * 2**failures))
        stop_task(task["taskArn"], task, *stop)

    spawn_background(fail, thread_name="failing-task")


def reason_to_stop(task, definition):
    """Reason, stop code and exit code, or None for a task that runs."""
    try:
        versions = read_secrets(definition, task["taskArn"].rsplit("/", 1)[-1])
    except UnreadableSecret as problem:
        reason = (
            "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval "
            f"failed: unable to retrieve secret from asm: service call has been retried 1 time(s): {problem}"
        )
        return reason, "TaskFailedToStart", None
    if unusable_version(task) in versions:
        return "Essential container in task exited", "EssentialContainerExited", 1
    return None


def unusable_version(task):
    name = task["group"].removeprefix("service:")
    service = services.get(f"{cluster_name_of(task['clusterArn'])}/{name}")
    of_service = tags.get(service["serviceArn"], []) if service else []
    return next((tag["value"] for tag in of_service if tag["key"] == exit_tag), None)
