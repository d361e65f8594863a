"""Gap: for IAM, every call of ECS that names a cluster is about the cluster, and ecs:cluster never matches.

On AWS calls on services and tasks are about these, by their ARNs; lists are about everything ("*"), and only the
condition on the cluster narrows them. AWS sets ecs:cluster from the cluster that a request names, as an ARN whichever
way the request names it. (A call on several services or tasks is checked on AWS for each of them, here for the first.)
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
"""

from ministack.core import iam_actions
from ministack.core.responses import get_account_id, get_region
from ministack.services import ecs

from emulator.condition_keys import read_request
from emulator.hooks import checked, replaces

# Action -> kind of resource and the request's field that names it.
resources = {
    "CreateService": ("service", "serviceName"),
    "DeleteService": ("service", "service"),
    "DescribeServices": ("service", "services"),
    "DescribeTasks": ("task", "tasks"),
    "ListServices": None,
    "ListTasks": None,
    "StopTask": ("task", "task"),
    "UpdateService": ("service", "service"),
}

cluster_name_of = checked(ecs, "_resolve_cluster_name", "ref")


@replaces(
    iam_actions, "extract_resource_arn",
    "service", "method", "path", "headers", "body", "query_params", "region", "account_id",
)
def resource_arn(replaced, service, method, path, headers, body, query_params, region, account_id):
    action = headers.get("x-amz-target", "").rpartition(".")[2]
    if service != "ecs" or action not in resources:
        return replaced(service, method, path, headers, body, query_params, region, account_id)
    if resources[action] is None:
        return "*"
    kind, field = resources[action]
    request = read_request(body)
    named = request.get(field) or [""]
    name = (named if isinstance(named, str) else named[0]).rpartition("/")[2]
    return f"arn:aws:ecs:{region}:{account_id}:{kind}/{cluster_name_of(request.get('cluster'))}/{name}"


@replaces(iam_actions, "request_tag_context", "service", "iam_action", "body", "params")
def request_context(replaced, service, iam_action, body, params):
    context = replaced(service, iam_action, body, params)
    if service == "ecs":
        name = cluster_name_of(read_request(body).get("cluster"))
        context["ecs:cluster"] = f"arn:aws:ecs:{get_region()}:{get_account_id()}:cluster/{name}"
    return context
