"""Gap: a service is looked at where a task of its newest deployment changes, and never again; and by several threads at once.

ECS looks at its services again and again, one after the other. Without that, a deployment that had no room for its tasks waits for
ever, once the tasks of an earlier one have failed and made room.
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
"""

import threading
import time

from ministack.services import ecs

from emulator.hooks import checked, replaces, stored

services = stored(ecs, "_services")
cluster_name_of = checked(ecs, "_resolve_cluster_name", "ref")
service_name_of = checked(ecs, "_resolve_service_ref", "ref")
primary_of = checked(ecs, "_primary_deployment", "svc")
epoch_of = checked(ecs, "_ts_to_epoch", "value")
seconds_between_looks = 1
locks = {}  # a service's cluster and name -> who works on it; its own work comes back to it


def lock_of(service_key):
    return locks.setdefault(service_key, threading.RLock())


@replaces(ecs, "_reconcile_service_tasks", "cluster_name", "svc_key")
def reconcile_service_tasks(replaced, cluster_name, service_key):
    with lock_of(service_key):
        replaced(cluster_name, service_key)


look_at = checked(ecs, "_reconcile_service_tasks", "cluster_name", "svc_key")


@replaces(ecs, "_update_service", "data", table="_ACTION_MAP")
def update_service(replaced, request):
    _, service_key = place_of(request, request.get("service", ""))
    with lock_of(service_key):
        return replaced(request)


@replaces(ecs, "_describe_services", "data", table="_ACTION_MAP")
def describe_services(replaced, request):
    """Time is known to go by only where somebody looks."""
    for reference in request.get("services", []):
        cluster, service_key = place_of(request, reference)
        if is_due(services.get(service_key)):
            look_at(cluster, service_key)
    return replaced(request)


def place_of(request, reference):
    cluster = cluster_name_of(request.get("cluster", "default"))
    name, _ = service_name_of(reference) or (None, None)
    return cluster, f"{cluster}/{name}"


def is_due(service):
    primary = service and primary_of(service)
    if not primary or primary["rolloutState"] != "IN_PROGRESS":
        return False
    return time.time() - epoch_of(primary["updatedAt"]) > seconds_between_looks
