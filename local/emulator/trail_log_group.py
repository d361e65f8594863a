"""Gap: CreateTrail forgets the log group that the trail delivers to, and the role that delivers.

AWS returns both from GetTrail and DescribeTrails, so that a second deployment finds nothing to change.
https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
"""

import json

from ministack.services import cloudtrail

from emulator.hooks import replaces, stored

trails = stored(cloudtrail, "_trails")
delivery = ("CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn")


@replaces(cloudtrail, "_create_trail", "body", table="_DISPATCH")
def create_trail(replaced, request):
    answer = replaced(request)
    if answer[0] != 200:
        return answer
    given = {name: request[name] for name in delivery if request.get(name)}
    trails[request["Name"]].update(given)
    return (*answer[:2], json.dumps({**json.loads(answer[2]), **given}).encode())
