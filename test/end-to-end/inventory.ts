import { z } from "zod";

const jsonLists = [
  ["secretsmanager", "secretsmanager.ListSecrets", { IncludePlannedDeletion: true }],
  ["ecs", "AmazonEC2ContainerServiceV20141113.ListClusters", {}],
  ["ecs", "AmazonEC2ContainerServiceV20141113.ListTaskDefinitions", { status: "ACTIVE" }],
  ["logs", "Logs_20140328.DescribeLogGroups", {}],
  ["kms", "TrentService.ListAliases", {}],
  ["events", "AWSEvents.ListRules", {}],
  ["application-autoscaling", "AnyScaleFrontendService.DescribeScalableTargets", { ServiceNamespace: "ecs" }],
] as const;

const queryLists = [
  ["iam", "ListRoles", "2010-05-08"],
  ["iam", "ListPolicies", "2010-05-08"],
  ["sns", "ListTopics", "2010-03-31"],
  ["ec2", "DescribeVpcs", "2016-11-15"],
  ["ec2", "DescribeSubnets", "2016-11-15"],
  ["ec2", "DescribeSecurityGroups", "2016-11-15"],
  ["ec2", "DescribeNetworkInterfaces", "2016-11-15"],
  ["elasticloadbalancing", "DescribeLoadBalancers", "2015-12-01"],
  ["elasticloadbalancing", "DescribeTargetGroups", "2015-12-01"],
  ["monitoring", "DescribeAlarms", "2010-08-01"],
] as const;

const keysSchema = z.object({ Keys: z.array(z.object({ KeyId: z.string() })) });
const keySchema = z.object({ KeyMetadata: z.object({ KeyState: z.string() }) });

/** Operation to all that it lists in a region of the local AWS, word for word. Keys that wait for their deletion are left out. */
export async function inventory(endpoint: string, region: string): Promise<Record<string, unknown>> {
  const call = (service: string, headers: Record<string, string>, body: string | URLSearchParams) => {
    const scope = `test/20260101/${region}/${service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
    return fetch(endpoint, { method: "POST", headers: { ...headers, authorization }, body });
  };
  const json = async (service: string, target: string, request: object): Promise<unknown> => {
    const headers = { "x-amz-target": target, "content-type": "application/x-amz-json-1.1" };
    return (await call(service, headers, JSON.stringify(request))).json();
  };
  const listed: Record<string, unknown> = {};
  for (const [service, target, request] of jsonLists) listed[target] = await json(service, target, request);
  for (const [service, action, version] of queryLists) {
    const body = new URLSearchParams({ Action: action, Version: version });
    const answer = await (await call(service, {}, body)).text();
    listed[action] = answer.replace(/<(requestId)>.*?<\/\1>/gi, "");
  }
  const keys: string[] = [];
  for (const { KeyId } of keysSchema.parse(await json("kms", "TrentService.ListKeys", {})).Keys) {
    const { KeyMetadata } = keySchema.parse(await json("kms", "TrentService.DescribeKey", { KeyId }));
    if (KeyMetadata.KeyState !== "PendingDeletion") keys.push(KeyId);
  }
  return { ...listed, keys };
}
