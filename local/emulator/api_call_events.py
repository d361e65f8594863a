"""Gap: EventBridge hears nothing of API calls.

Where a trail records management events, AWS publishes each call that changes something as CloudTrail records it.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
"""

import json

from ministack.core.responses import get_account_id, new_uuid
from ministack.services import cloudtrail, eventbridge

from emulator.hooks import checked, replaces

dispatch_event = checked(eventbridge, "_dispatch_event", "event", "view")
recorded = checked(cloudtrail, "_get_event_queue")


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
