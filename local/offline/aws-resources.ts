import { type Place } from "./aws-calls";
import { type NewResource } from "./provider-answers";
import { type Properties } from "./wire-values";

interface Shape {
  /** The service's name in ARNs. */
  service: string;
  /** The last part of the ARN. */
  path: (name: string, digest: string, inputs: Properties) => string;
  /** The input that holds the resource's name in AWS; `name` unless given. */
  named?: string;
  /** Whether the ARN has no region, as in IAM. */
  global?: boolean;
  /** Whether the ARN has no account either, as in S3. */
  ofNoAccount?: boolean;
  /** The id, from the ARN; the resource's name unless given. */
  id?: (arn: string, digest: string) => string;
  /** Further outputs. */
  more?: (name: string, digest: string, inputs: Properties) => Properties;
}

const ofArn = (arn: string) => arn;
const afterSlash = (arn: string) => arn.slice(arn.lastIndexOf("/") + 1);

const shapes: Record<string, Shape> = {
  "aws:cloudwatch/logGroup:LogGroup": { service: "logs", path: (name) => `log-group:${name}` },
  "aws:cloudwatch/metricAlarm:MetricAlarm": { service: "cloudwatch", path: (name) => `alarm:${name}` },
  "aws:ec2/securityGroup:SecurityGroup": ec2("security-group", "sg"),
  "aws:ec2/subnet:Subnet": ec2("subnet", "subnet"),
  "aws:ec2/vpc:Vpc": ec2("vpc", "vpc"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("vpc-endpoint", "vpce"),
  "aws:ecs/cluster:Cluster": { service: "ecs", path: (name) => `cluster/${name}`, id: ofArn },
  "aws:ecs/service:Service": { service: "ecs", path: (name) => `service/${name}`, id: ofArn },
  "aws:ecs/taskDefinition:TaskDefinition": {
    service: "ecs",
    named: "family",
    path: (family) => `task-definition/${family}:1`,
    more: () => ({ revision: 1 }),
  },
  "aws:iam/policy:Policy": { ...iam("policy"), id: ofArn },
  "aws:iam/role:Role": iam("role"),
  "aws:kms/alias:Alias": { service: "kms", path: (name) => name },
  "aws:kms/key:Key": {
    service: "kms",
    path: (_name, digest) => `key/${uuid(digest)}`,
    id: afterSlash,
    more: (_name, digest) => ({ keyId: uuid(digest) }),
  },
  "aws:lambda/function:Function": { service: "lambda", path: (name) => `function:${name}` },
  "aws:lb/listener:Listener": {
    service: "elasticloadbalancing",
    path: (name, digest) => `listener/app/${name}/${digest.slice(0, 16)}/${digest.slice(16, 32)}`,
    id: ofArn,
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    service: "elasticloadbalancing",
    path: (name, digest) => `loadbalancer/app/${name}/${digest.slice(0, 16)}`,
    id: ofArn,
    more: (name, digest) => ({
      arnSuffix: `app/${name}/${digest.slice(0, 16)}`,
      dnsName: `${name}-${digest.slice(0, 8)}.elb.amazonaws.com`,
    }),
  },
  "aws:lb/targetGroup:TargetGroup": {
    service: "elasticloadbalancing",
    path: (name, digest) => `targetgroup/${name}/${digest.slice(0, 16)}`,
    id: ofArn,
    more: (name, digest) => ({ arnSuffix: `targetgroup/${name}/${digest.slice(0, 16)}` }),
  },
  "aws:s3/bucket:Bucket": {
    service: "s3",
    named: "bucket",
    path: (name) => name,
    global: true,
    ofNoAccount: true,
    more: (name) => ({ bucket: name }),
  },
  "aws:secretsmanager/secret:Secret": {
    service: "secretsmanager",
    path: (name, digest) => `secret:${name}-${digest.slice(0, 6)}`,
    id: ofArn,
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    service: "secretsmanager",
    path: (name) => `secret:${name}`,
    more: (_name, digest, { secretId = "" }) => ({ arn: secretId, versionId: uuid(digest) }),
  },
  "aws:sns/topic:Topic": { service: "sns", path: (name) => name, id: ofArn },
};

function ec2(kind: string, prefix: string): Shape {
  return {
    service: "ec2",
    path: (_name, digest) => `${kind}/${prefix}-0${digest.slice(0, 16)}`,
    id: afterSlash,
  };
}

/** An IAM path begins and ends with a slash. */
function iam(kind: string): Shape {
  const path: Shape["path"] = (name, _digest, inputs) =>
    `${kind}${typeof inputs.path === "string" ? inputs.path : "/"}${name}`;
  return { service: "iam", path, global: true };
}

/** The outputs that AWS computes for a new resource. `digest` is hexadecimal and stands for what AWS picks at random. */
export function awsResource({ type, name, inputs }: NewResource, digest: string, place: Place): Properties {
  const shape = shapes[type] ?? defaultShape(type);
  const given = inputs[shape.named ?? "name"];
  const physicalName = typeof given === "string" ? given : `${name}-${digest.slice(0, 7)}`;
  const region = shape.global ? "" : regionOf(inputs, place);
  const account = shape.ofNoAccount ? "" : place.accountId;
  const path = shape.path(physicalName, digest, inputs);
  const arn = `arn:${place.partition}:${shape.service}:${region}:${account}:${path}`;
  return { id: shape.id?.(arn, digest) ?? physicalName, arn, ...shape.more?.(physicalName, digest, inputs) };
}

/** A resource may be in another Region than its provider. */
function regionOf({ region }: Properties, place: Place): string {
  return typeof region === "string" ? region : place.region;
}

function defaultShape(type: string): Shape {
  const [, service = "unknown", kind = "resource"] = type.split(/[:/]/);
  return { service, path: (name) => `${kind}/${name}` };
}

function uuid(digest: string): string {
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
