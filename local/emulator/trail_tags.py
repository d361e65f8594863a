"""Gap: CreateTrail forgets the trail's tags.

AWS returns them from ListTags, so that a second deployment finds nothing to change.
https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
"""

import json

from ministack.services import cloudtrail

from emulator.hooks import replaces, stored

trail_tags = stored(cloudtrail, "_trail_tags")


@replaces(cloudtrail, "_create_trail", "body", table="_DISPATCH")
def create_trail(replaced, request):
    answer = replaced(request)
    if answer[0] == 200:
        arn = json.loads(answer[2])["TrailARN"]
        trail_tags[arn] = {tag["Key"]: tag["Value"] for tag in request.get("TagsList", [])}
    return answer
