"""Gap: EventBridge hears nothing of ECS deployments.

AWS publishes when a deployment begins, completes and fails, and when a failed one is rolled back.
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
"""

import json

from ministack.core.responses import get_account_id, get_region, new_uuid, now_iso
from ministack.services import ecs, eventbridge

from emulator.hooks import checked, replaces, stored

services = stored(ecs, "_services")
dispatch_event = checked(eventbridge, "_dispatch_event", "event", "view")


@replaces(ecs, "_reconcile_service_tasks", "cluster_name", "svc_key")
def reconcile_service_tasks(replaced, cluster_name, service_key):
    announce_changes(service_key)
    replaced(cluster_name, service_key)
    announce_changes(service_key)


@replaces(ecs, "_complete_service_deployment", "cluster_name", "svc_key", "expected_deployment_id")
def complete_service_deployment(replaced, cluster_name, service_key, expected_deployment_id=None):
    replaced(cluster_name, service_key, expected_deployment_id)
    announce_changes(service_key)


def announce_changes(service_key):
    """Publishes each deployment's state that was not published yet; the newest first."""
    service = services.get(service_key)
    for deployment in service["deployments"] if service else []:
        before, state = deployment.get("_announced"), deployment["rolloutState"]
        if before == state:
            continue
        deployment["_announced"] = state
        announce(service, deployment, state, is_rollback=before is not None and state == "IN_PROGRESS")


def announce(service, deployment, state, is_rollback):
    identity = deployment["id"]
    reasons = {
        "IN_PROGRESS": f"ECS deployment {identity} in progress.",
        "COMPLETED": f"ECS deployment {identity} completed.",
        "FAILED": "ECS deployment circuit breaker: task failed to start.",
    }
    rollback = f"ECS deployment circuit breaker: rolling back to deploymentId {identity}."
    now = now_iso()
    detail = {
        "eventType": "ERROR" if state == "FAILED" else "INFO",
        "eventName": f"SERVICE_DEPLOYMENT_{state}",
        "deploymentId": identity,
        "updatedAt": now,
        "reason": rollback if is_rollback else reasons[state],
    }
    dispatch_event({
        "EventId": new_uuid(),
        "Source": "aws.ecs",
        "DetailType": "ECS Deployment State Change",
        "Detail": json.dumps(detail),
        "EventBusName": "default",
        "Time": now,
        "Resources": [service["serviceArn"]],
        "Account": get_account_id(),
        "Region": get_region(),
    })
