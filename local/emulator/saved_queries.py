"""Gap: there are no saved queries of Logs Insights: PutQueryDefinition is an unknown action.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html
"""

import json
import time

from ministack.core.responses import AccountRegionScopedDict, json_response, new_uuid
from ministack.services import cloudwatch_logs

from emulator.hooks import replaces

definitions = AccountRegionScopedDict()


@replaces(cloudwatch_logs, "handle_request", "method", "path", "headers", "body", "query_params")
async def handle_request(replaced, method, path, headers, body, query_params):
    action = actions.get(headers.get("x-amz-target", "").split(".")[-1])
    if action is None:
        return await replaced(method, path, headers, body, query_params)
    return action(json.loads(body) if body else {})


@replaces(cloudwatch_logs, "reset")
def reset(replaced):
    replaced()
    definitions.clear()


def put(request):
    query_id = request.get("queryDefinitionId") or new_uuid()
    definitions[query_id] = {
        "queryDefinitionId": query_id,
        "queryLanguage": request.get("queryLanguage", "CWLI"),
        "name": request["name"],
        "queryString": request["queryString"],
        "logGroupNames": request.get("logGroupNames", []),
        "lastModified": int(time.time() * 1000),
    }
    return json_response({"queryDefinitionId": query_id})


def describe(request):
    prefix = request.get("queryDefinitionNamePrefix", "")
    found = [query for query in definitions.values() if query["name"].startswith(prefix)]
    return json_response({"queryDefinitions": found})


def delete(request):
    return json_response({"success": definitions.pop(request["queryDefinitionId"], None) is not None})


actions = {
    "PutQueryDefinition": put,
    "DescribeQueryDefinitions": describe,
    "DeleteQueryDefinition": delete,
}
