"""Gap: ECS has no service deployments, and forgets whether a service's tasks are rebalanced among zones.

The AWS provider waits for the service deployment of a service's primary deployment when that seems newer than the
call, which depends on the fractions of a second. Deployments of the past are not kept.
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html
"""

import json

from ministack.core.responses import json_response
from ministack.services import ecs

from emulator.hooks import checked, replaces, stored

services = stored(ecs, "_services")
epoch_of = checked(ecs, "_ts_to_epoch", "value")
cluster_name_of = checked(ecs, "_resolve_cluster_name", "ref")
service_name_of = checked(ecs, "_resolve_service_ref", "ref")
status_of = {"COMPLETED": "SUCCESSFUL", "IN_PROGRESS": "IN_PROGRESS", "FAILED": "ROLLBACK_FAILED"}
brief = ("serviceDeploymentArn", "serviceArn", "clusterArn", "createdAt", "status", "targetServiceRevisionArn")


@replaces(ecs, "_create_service", "data", table="_ACTION_MAP")
def create_service(replaced, request):
    return keeping_rebalancing(replaced(request), request.get("availabilityZoneRebalancing", "ENABLED"))


@replaces(ecs, "_update_service", "data", table="_ACTION_MAP")
def update_service(replaced, request):
    return keeping_rebalancing(replaced(request), request.get("availabilityZoneRebalancing"))


def keeping_rebalancing(answer, rebalancing):
    if answer[0] != 200 or rebalancing is None:
        return answer
    shown = json.loads(answer[2])
    arn = shown["service"]["serviceArn"]
    for service in services.values():
        if service["serviceArn"] == arn:
            service["availabilityZoneRebalancing"] = rebalancing
    shown["service"]["availabilityZoneRebalancing"] = rebalancing
    return json_response(shown)


@replaces(ecs, "_list_service_deployments", "data", table="_ACTION_MAP")
def list_service_deployments(_, request):
    cluster = cluster_name_of(request.get("cluster", "default"))
    name, _ = service_name_of(request["service"]) or (None, None)
    service = services.get(f"{cluster}/{name}")
    created = request.get("createdAt", {})
    listed = [
        {field: deployment[field] for field in brief}
        for deployment in (deployments_of(service) if service else [])
        if created.get("after", 0) - 1 < deployment["createdAt"] <= created.get("before", float("inf"))
        and deployment["status"] in (request.get("status") or status_of.values())
    ]
    return json_response({"serviceDeployments": listed})


@replaces(ecs, "_describe_service_deployments", "data", table="_ACTION_MAP")
def describe_service_deployments(_, request):
    by_arn = {
        deployment["serviceDeploymentArn"]: deployment
        for service in services.values()
        for deployment in deployments_of(service)
    }
    wanted = request.get("serviceDeploymentArns", [])
    missing = [{"arn": arn, "reason": "MISSING"} for arn in wanted if arn not in by_arn]
    found = [by_arn[arn] for arn in wanted if arn in by_arn]
    return json_response({"serviceDeployments": found, "failures": missing})


def deployments_of(service):
    return [service_deployment(service, deployment) for deployment in service["deployments"]]


def service_deployment(service, deployment):
    identity = deployment["id"].removeprefix("ecs-svc/")
    revision = service["serviceArn"].replace(":service/", ":service-revision/") + f"/{identity}"
    return {
        "serviceDeploymentArn": service["serviceArn"].replace(":service/", ":service-deployment/") + f"/{identity}",
        "serviceArn": service["serviceArn"],
        "clusterArn": service["clusterArn"],
        "createdAt": epoch_of(deployment["createdAt"]),
        "updatedAt": epoch_of(deployment["updatedAt"]),
        "status": status_of[deployment["rolloutState"]],
        "targetServiceRevisionArn": revision,
        "targetServiceRevision": {
            "arn": revision,
            "requestedTaskCount": deployment["desiredCount"],
            "runningTaskCount": deployment["runningCount"],
            "pendingTaskCount": deployment["pendingCount"],
        },
        "deploymentConfiguration": service["deploymentConfiguration"],
    }
