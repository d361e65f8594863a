"""Gap: LookupEvents gives the newest 50 events and no token for more.

https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
"""

import contextvars
import json

from ministack.services import cloudtrail

from emulator.hooks import replaces

# The event that a page ends before, while a request for that page is answered.
before = contextvars.ContextVar("before", default=None)


@replaces(cloudtrail, "_get_event_queue")
def get_event_queue(replaced):
    events = replaced()
    end = before.get()
    if end is None:
        return events
    ids = [event["EventId"] for event in events]
    return list(events)[: ids.index(end)] if end in ids else []


@replaces(cloudtrail, "_lookup_events", "body", table="_DISPATCH")
def lookup_events(replaced, request):
    answer = page_before(replaced, request.get("NextToken"), request)
    if answer[0] != 200:
        return answer
    page = json.loads(answer[2])
    if page["Events"]:
        last = page["Events"][-1]["EventId"]
        more = page_before(replaced, last, {**request, "MaxResults": 1})
        if json.loads(more[2])["Events"]:
            page["NextToken"] = last
    return (*answer[:2], json.dumps(page).encode())


def page_before(replaced, event_id, request):
    token = before.set(event_id)
    try:
        return replaced(request)
    finally:
        before.reset(token)
