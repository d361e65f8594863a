"""Gap: the Query protocol's DescribeAlarms leaves out most of an alarm, PutMetricAlarm drops some of it.

The AWS provider speaks the Query protocol to CloudWatch. AWS returns every field of an alarm, so that a second
deployment finds nothing to change; an alarm on metric math has Metrics in place of a metric of its own.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html
"""

import json
import re
import time
from xml.sax.saxutils import escape

from ministack.services import cloudwatch

from emulator.hooks import checked, replaces, stored

alarms = stored(cloudwatch, "_alarms")
answer_xml = checked(cloudwatch, "_xml", "status", "root_tag", "inner")
own_metric = ("MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Period", "Dimensions", "Unit")
numbers, flags = {"Period", "MaxRecords"}, {"ReturnData"}


@replaces(cloudwatch, "_put_metric_alarm", "params", "cbor_data", "is_cbor", "is_json")
def put_metric_alarm(replaced, params, cbor_data, is_cbor, is_json=False):
    answer = replaced(params, cbor_data, is_cbor, is_json)
    request = cbor_data if is_cbor or is_json else from_query(params)
    alarm = alarms.get(request.get("AlarmName"))
    if answer[0] == 200 and alarm is not None:
        alarm["InsufficientDataActions"] = request.get("InsufficientDataActions", [])
        if metrics := request.get("Metrics"):
            alarm["Metrics"] = metrics
            for field in own_metric:
                alarm.pop(field, None)
    return answer


@replaces(cloudwatch, "_describe_alarms", "params", "cbor_data", "is_cbor", "is_json")
def describe_alarms(replaced, params, cbor_data, is_cbor, is_json=False):
    if is_cbor or is_json:
        return replaced(params, cbor_data, is_cbor, is_json)
    status, _, body = replaced(params, from_query(params), False, True)
    if status != 200:
        return replaced(params, cbor_data, is_cbor, is_json)
    result = to_xml("DescribeAlarmsResult", json.loads(body))
    return answer_xml(200, "DescribeAlarmsResponse", result)


def from_query(params):
    """Query parameters as the nested structure that they stand for: `A.member.1.B` is the B of A's first."""
    tree = {}
    for name, values in params.items():
        *branches, leaf = name.split(".")
        node = tree
        for branch in branches:
            node = node.setdefault(branch, {})
        node[leaf] = typed(leaf, values[0] if isinstance(values, list) else values)
    return untangled(tree)


def untangled(node):
    if not isinstance(node, dict):
        return node
    if set(node) == {"member"}:
        return [untangled(node["member"][index]) for index in sorted(node["member"], key=int)]
    return {name: untangled(value) for name, value in node.items()}


def typed(name, text):
    if name in numbers and re.fullmatch(r"\d+", text):
        return int(text)
    return text == "true" if name in flags else text


def to_xml(name, value):
    if value is None:
        return ""
    if isinstance(value, dict):
        inner = "".join(to_xml(field, member) for field, member in value.items())
    elif isinstance(value, list):
        inner = "".join(to_xml("member", member) for member in value)
    elif isinstance(value, bool):
        inner = str(value).lower()
    elif name.endswith("Timestamp"):
        inner = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(value))
    else:
        inner = escape(str(value))
    return f"<{name}>{inner}</{name}>"
