"""Gap: a VPC endpoint forgets its security groups, its policy and whether it has private DNS.

AWS returns them from DescribeVpcEndpoints, so that a second deployment finds nothing to change.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html
"""

from xml.sax.saxutils import escape

from ministack.services import ec2

from emulator.hooks import checked, replaces, stored

endpoints = stored(ec2, "_vpc_endpoints")
parameter = checked(ec2, "_p", "params", "key", "default")
members = checked(ec2, "_parse_member_list", "params", "prefix")
answer_xml = checked(ec2, "_xml", "status", "root_tag", "inner")


@replaces(ec2, "_create_vpc_endpoint", "p", table="_ACTION_MAP")
def create_vpc_endpoint(replaced, request):
    before = set(endpoints.keys())
    answer = replaced(request)
    created = set(endpoints.keys()) - before
    if answer[0] != 200 or not created:
        return answer
    endpoint = endpoints[created.pop()]
    endpoint["Groups"] = members(request, "SecurityGroupId")
    endpoint["PrivateDnsEnabled"] = parameter(request, "PrivateDnsEnabled") == "true"
    endpoint["PolicyDocument"] = parameter(request, "PolicyDocument")
    return answer_xml(200, "CreateVpcEndpointResponse", ec2._vpce_fields_xml(endpoint, tag="vpcEndpoint"))


@replaces(ec2, "_modify_vpc_endpoint", "p", table="_ACTION_MAP")
def modify_vpc_endpoint(replaced, request):
    answer = replaced(request)
    endpoint = endpoints.get(parameter(request, "VpcEndpointId"))
    if endpoint is not None:
        removed = members(request, "RemoveSecurityGroupId")
        kept = [group for group in endpoint.get("Groups", []) if group not in removed]
        endpoint["Groups"] = kept + members(request, "AddSecurityGroupId")
        if private_dns := parameter(request, "PrivateDnsEnabled"):
            endpoint["PrivateDnsEnabled"] = private_dns == "true"
    return answer


@replaces(ec2, "_vpce_fields_xml", "ep", "tag")
def endpoint_xml(replaced, endpoint, tag="item"):
    groups = "".join(f"<item><groupId>{group}</groupId></item>" for group in endpoint.get("Groups", []))
    private_dns = str(endpoint.get("PrivateDnsEnabled", False)).lower()
    policy = endpoint.get("PolicyDocument")
    more = f"<groupSet>{groups}</groupSet><privateDnsEnabled>{private_dns}</privateDnsEnabled>"
    if policy:
        more += f"<policyDocument>{escape(policy)}</policyDocument>"
    return replaced(endpoint, tag).removesuffix(f"</{tag}>") + more + f"</{tag}>"
