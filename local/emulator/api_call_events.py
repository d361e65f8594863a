"""Gap: EventBridge hears nothing of API calls.

CloudTrail names the role behind a session as its issuer. Where a trail records management events, AWS publishes each call that changes something as CloudTrail records it.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
"""

import json

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, new_uuid
from ministack.services import cloudtrail, eventbridge, iam

from emulator.hooks import checked, replaces, stored

dispatch_event = checked(eventbridge, "_dispatch_event", "event", "view")
recorded = checked(cloudtrail, "_get_event_queue")
identity_of = checked(iam_evaluator, "resolve_caller_identity", "access_key_id")
role_name_of = checked(iam_evaluator, "_role_name_from_assumed_arn", "assumed_arn")
roles = stored(iam, "_roles")


@replaces(
    cloudtrail, "record_event",
    "service", "event_name", "username", "access_key_id", "resources", "region", "request_id", "user_agent",
    "request_params", "method",
)
def record_event(replaced, *, service, region, **call):
    replaced(service=service, region=region, **call)
    record = recorded()[-1]
    if record["ReadOnly"] == "true":
        return
    detail = json.loads(record["CloudTrailEvent"])
    detail["userIdentity"] = user_identity(detail["userIdentity"])
    dispatch_event({
        "EventId": new_uuid(),
        "Source": f"aws.{service}",
        "DetailType": "AWS API Call via CloudTrail",
        "Detail": json.dumps({**detail, "readOnly": False, "managementEvent": True, "eventCategory": "Management"}),
        "EventBusName": "default",
        "Time": detail["eventTime"],
        "Resources": [],
        "Account": get_account_id(),
        "Region": region,
    })


def user_identity(recorded_identity):
    caller = identity_of(recorded_identity["accessKeyId"])
    role = roles.get(role_name_of(caller["userArn"])) if caller and ":assumed-role/" in caller["userArn"] else None
    if role is None:
        return recorded_identity
    issuer = {"type": "Role", "arn": role["Arn"], "userName": role["RoleName"], "accountId": get_account_id()}
    return {
        "type": "AssumedRole",
        "arn": caller["userArn"],
        "accountId": get_account_id(),
        "accessKeyId": recorded_identity["accessKeyId"],
        "sessionContext": {"sessionIssuer": issuer},
    }
