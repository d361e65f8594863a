"""Gap: MiniStack has no Application Auto Scaling.

Keeps scalable targets, scaling policies and tags by account and Region, and checks what AWS checks: a first
registration has both capacities, a policy needs its target, and a target takes its policies with it. Nothing
is ever scaled.
https://docs.aws.amazon.com/autoscaling/application/APIReference/API_Operations.html
"""

import json
import sys
import time

from ministack import app as gateway
from ministack.core import iam_actions, router
from ministack.core.responses import (
    AccountRegionScopedDict,
    error_response_json,
    get_account_id,
    get_region,
    json_response,
    new_uuid,
)

from emulator.hooks import checked, stored

targets = AccountRegionScopedDict()
policies = AccountRegionScopedDict()
tags = AccountRegionScopedDict()
identity = ("ServiceNamespace", "ResourceId", "ScalableDimension")
running_normally = {
    "DynamicScalingInSuspended": False,
    "DynamicScalingOutSuspended": False,
    "ScheduledScalingSuspended": False,
}


class Refusal(Exception):
    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def register_scalable_target(request):
    key = identity_of(request)
    target = targets.get(key)
    if target is None:
        if "MinCapacity" not in request or "MaxCapacity" not in request:
            raise Refusal("ValidationException", "MinCapacity and MaxCapacity are required to register a new target.")
        target = new_target(request)
    changed = {field: request[field] for field in ("MinCapacity", "MaxCapacity") if field in request}
    suspended = {**target["SuspendedState"], **request.get("SuspendedState", {})}
    target = {**target, **changed, "SuspendedState": suspended}
    if target["MinCapacity"] > target["MaxCapacity"]:
        raise Refusal("ValidationException", "Maximum capacity cannot be less than minimum capacity")
    targets[key] = target
    tags.setdefault(target["ScalableTargetARN"], {}).update(request.get("Tags", {}))
    return {"ScalableTargetARN": target["ScalableTargetARN"]}


def new_target(request):
    service = request["ServiceNamespace"]
    return {
        **{field: request[field] for field in identity},
        "CreationTime": time.time(),
        "RoleARN": f"arn:aws:iam::{get_account_id()}:role/aws-service-role/{service}.application-autoscaling"
        f".amazonaws.com/AWSServiceRoleForApplicationAutoScaling_{service.upper()}Service",
        "ScalableTargetARN": f"arn:aws:application-autoscaling:{get_region()}:{get_account_id()}"
        f":scalable-target/{new_uuid().replace('-', '')[:18]}",
        "SuspendedState": running_normally,
    }


def describe_scalable_targets(request):
    wanted = request.get("ResourceIds") or []
    found = [target for target in targets.values() if not wanted or target["ResourceId"] in wanted]
    return {"ScalableTargets": selected(found, request)}


def deregister_scalable_target(request):
    key = identity_of(request)
    target = targets.pop(key, None)
    if target is None:
        raise no_target(request)
    tags.pop(target["ScalableTargetARN"], None)
    for policy in [policy for policy in policies.keys() if policy[:3] == key]:
        policies.pop(policy)
    return {}


def put_scaling_policy(request):
    if identity_of(request) not in targets:
        raise no_target(request)
    key = (*identity_of(request), request["PolicyName"])
    policy = policies.get(key) or {
        "PolicyARN": f"arn:aws:autoscaling:{get_region()}:{get_account_id()}:scalingPolicy:{new_uuid()}"
        f":resource/{request['ServiceNamespace']}/{request['ResourceId']}:policyName/{request['PolicyName']}",
        "CreationTime": time.time(),
        "PolicyType": "StepScaling",
        "Alarms": [],
    }
    policies[key] = {**policy, **request}
    return {"PolicyARN": policy["PolicyARN"], "Alarms": []}


def describe_scaling_policies(request):
    names, resource = request.get("PolicyNames") or [], request.get("ResourceId")
    found = [
        policy
        for policy in policies.values()
        if (not names or policy["PolicyName"] in names) and resource in (None, policy["ResourceId"])
    ]
    return {"ScalingPolicies": selected(found, request)}


def delete_scaling_policy(request):
    if policies.pop((*identity_of(request), request["PolicyName"]), None) is None:
        raise Refusal("ObjectNotFoundException", f"No scaling policy found: {request['PolicyName']}")
    return {}


def tag_resource(request):
    tags_of(request).update(request["Tags"])
    return {}


def untag_resource(request):
    for key in request["TagKeys"]:
        tags_of(request).pop(key, None)
    return {}


def list_tags_for_resource(request):
    return {"Tags": tags_of(request)}


def tags_of(request):
    found = tags.get(request["ResourceARN"])
    if found is None:
        raise Refusal("ResourceNotFoundException", f"The resource {request['ResourceARN']} doesn't exist")
    return found


def identity_of(request):
    return tuple(request[field] for field in identity)


def selected(items, request):
    fields = [field for field in ("ServiceNamespace", "ScalableDimension") if field in request]
    return [item for item in items if all(item[field] == request[field] for field in fields)]


def no_target(request):
    named = "service namespace: {}, resource ID: {}, scalable dimension: {}".format(*identity_of(request))
    return Refusal("ObjectNotFoundException", f"No scalable target registered for {named}")


operations = {
    "RegisterScalableTarget": register_scalable_target,
    "DescribeScalableTargets": describe_scalable_targets,
    "DeregisterScalableTarget": deregister_scalable_target,
    "PutScalingPolicy": put_scaling_policy,
    "DescribeScalingPolicies": describe_scaling_policies,
    "DeleteScalingPolicy": delete_scaling_policy,
    "DescribeScalingActivities": lambda request: {"ScalingActivities": []},
    "TagResource": tag_resource,
    "UntagResource": untag_resource,
    "ListTagsForResource": list_tags_for_resource,
}


async def handle_request(method, path, headers, body, query_params):
    name = headers.get("x-amz-target", "").rpartition(".")[2]
    if name not in operations:
        return error_response_json("ValidationException", f"The local AWS has no {name or 'such operation'}.", 400)
    try:
        return json_response(operations[name](json.loads(body or b"{}")))
    except Refusal as refusal:
        return error_response_json(refusal.code, str(refusal), 400)
    except KeyError as missing:
        return error_response_json("ValidationException", f"{missing.args[0]} is required.", 400)


def reset():
    for store in (targets, policies, tags):
        store.clear()


def join_gateway():
    """Enters the service where MiniStack keeps its own: routing, IAM actions, handlers and reset."""
    name, module = "application-autoscaling", "application_autoscaling"
    stored(router, "SERVICE_PATTERNS", dict)[name] = {"target_prefixes": ["AnyScaleFrontendService"]}
    stored(iam_actions, "SERVICE_TO_IAM_NAMESPACE", dict)[name] = name
    stored(gateway, "SERVICE_REGISTRY", dict)[name] = {"module": module}
    stored(gateway, "_loaded_modules", dict)[module] = sys.modules[__name__]
    stored(gateway, "SERVICE_HANDLERS", dict)[name] = checked(gateway, "_lazy_handler", "module_name")(module)


join_gateway()
