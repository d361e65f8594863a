"""Tells EventBridge how a rotation goes; replaces nothing itself.

AWS publishes RotationStarted, RotationSucceeded, RotationFailed, RotationAbandoned and TestRotation... as
service events, with the secret's ARN in `additionalEventData.SecretId`.
https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieve-ct-entries.html
"""

import json
import time

from ministack.core.responses import get_account_id, get_region, new_uuid
from ministack.services import eventbridge

from emulator.hooks import checked

dispatch_event = checked(eventbridge, "_dispatch_event", "event", "view")


def announce(secret, name, error=None):
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    detail = {
        "eventVersion": "1.08",
        "userIdentity": {"accountId": get_account_id(), "invokedBy": "secretsmanager.amazonaws.com"},
        "eventTime": now,
        "eventSource": "secretsmanager.amazonaws.com",
        "eventName": name,
        "awsRegion": get_region(),
        "sourceIPAddress": "secretsmanager.amazonaws.com",
        "userAgent": "secretsmanager.amazonaws.com",
        "requestParameters": None,
        "responseElements": None,
        "additionalEventData": {"SecretId": secret["ARN"]},
        "eventID": new_uuid(),
        "readOnly": False,
        "eventType": "AwsServiceEvent",
        "managementEvent": True,
        "eventCategory": "Management",
        "recipientAccountId": get_account_id(),
    }
    if error:
        detail["errorMessage"] = error
    dispatch_event({
        "EventId": new_uuid(),
        "Source": "aws.secretsmanager",
        "DetailType": "AWS Service Event via CloudTrail",
        "Detail": json.dumps(detail),
        "EventBusName": "default",
        "Time": now,
        "Resources": [],
        "Account": get_account_id(),
        "Region": get_region(),
    })
