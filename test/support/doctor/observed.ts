import { type ObservedFunction } from "../../../operations/doctor/observe/function";
import { type ObservedNetwork } from "../../../operations/doctor/observe/network";
import { type ObservedRole } from "../../../operations/doctor/observe/role";
import { type ObservedSecret } from "../../../operations/doctor/observe/secret";
import { type Finding } from "../../../operations/doctor/finding";
import { type StackSecret } from "../../../operations/stack/stack-secret";

/** When the doctor looks. */
export const now = new Date("2027-03-10T12:00:00Z");
export const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 60 * 60 * 1000);

export const account = "111122223333";
export const secretArn = `arn:aws:secretsmanager:eu-west-1:${account}:secret:auth-service-prod-config-Ab12Cd`;
export const keyArn = `arn:aws:kms:eu-west-1:${account}:key/0f0f0f0f-1111-2222-3333-444455556666`;
export const rotationArn = `arn:aws:lambda:eu-west-1:${account}:function:auth-service-prod-rotation`;
export const roleArn = `arn:aws:iam::${account}:role/auth-service-prod-execution`;

/** A secret that was made a day ago, is rotated, and is known to have reached every task. */
export function stackSecretWith(changes: Partial<StackSecret> = {}): StackSecret {
  return {
    service: "auth-service",
    environment: "prod",
    secretType: "config",
    name: "auth-service-prod-config",
    arn: secretArn,
    keyId: keyArn,
    tags: { Environment: "prod", Keys: "API_KEY:manual JWT_SECRET:random" },
    labels: { first: ["AWSCURRENT", "BOOTSTRAP", "DEPLOYED"] },
    rotationEnabled: true,
    rotationFunctionArn: rotationArn,
    rotationSchedule: "rate(30 days)",
    createdAt: hoursAgo(24),
    lastChangedAt: hoursAgo(24),
    lastRotatedAt: undefined,
    nextRotationAt: hoursAgo(-24 * 29),
    deletedAt: undefined,
    primaryRegion: undefined,
    replicas: [],
    ...changes,
  };
}

export function observedSecretWith(
  changes: Partial<ObservedSecret> = {},
  ofSecret: Partial<StackSecret> = {},
): ObservedSecret {
  return {
    secret: stackSecretWith(ofSecret),
    value: { seen: { isObject: true, keys: ["API_KEY", "JWT_SECRET"], notStrings: [] } },
    policy: { seen: undefined },
    versions: { seen: new Map([["first", hoursAgo(24)]]) },
    key: undefined,
    ...changes,
  };
}

/** A rotation function as Lambda describes one that is whole. */
export function functionWith(changes: Partial<ObservedFunction> = {}): ObservedFunction {
  return {
    name: "auth-service-prod-rotation",
    arn: rotationArn,
    state: "Active",
    stateReason: undefined,
    lastUpdate: "Successful",
    runtime: "nodejs24.x",
    timeout: 600,
    roleArn: `arn:aws:iam::${account}:role/auth-service-prod-rotation`,
    reservedConcurrency: 2,
    variables: {
      STRATEGIES: JSON.stringify({ "auth-service-prod-config": { JWT_SECRET: { strategy: "random" } } }),
    },
    network: undefined,
    policy: { seen: permissionFor(secretArn) },
    log: { seen: [] },
    ...changes,
  };
}

/** A function's policy as Lambda writes it. */
export function permissionFor(sourceArn: string) {
  return {
    Version: "2012-10-17",
    Id: "default",
    Statement: [
      {
        Sid: "auth-service-prod-config",
        Effect: "Allow",
        Principal: { Service: "secretsmanager.amazonaws.com" },
        Action: "lambda:InvokeFunction",
        Resource: rotationArn,
        Condition: {
          StringEquals: { "AWS:SourceAccount": account },
          ArnLike: { "AWS:SourceArn": sourceArn },
        },
      },
    ],
  };
}

/** An execution role with the statements that read the secret. */
export function roleWith(changes: Partial<ObservedRole> = {}): ObservedRole {
  const StringEquals = {
    "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
    "kms:EncryptionContext:SecretARN": secretArn,
  };
  return {
    name: "auth-service-prod-execution",
    arn: roleArn,
    tags: { Environment: "prod" },
    trust: {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    },
    policies: [
      {
        name: "inline",
        document: {
          Version: "2012-10-17",
          Statement: [
            { Sid: "Read", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secretArn },
            {
              Sid: "Use",
              Effect: "Allow",
              Action: "kms:Decrypt",
              Resource: keyArn,
              Condition: { StringEquals },
            },
          ],
        },
      },
    ],
    boundary: undefined,
    ...changes,
  };
}

/** A subnet with a NAT gateway, and a security group that lets HTTPS out. */
export function networkWith(changes: Partial<ObservedNetwork> = {}): ObservedNetwork {
  return {
    subnets: [
      {
        id: "subnet-1",
        cidrBlock: "10.0.1.0/24",
        routes: [
          { DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local", State: "active" },
          { DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: "nat-1", State: "active" },
        ],
      },
    ],
    securityGroups: [{ GroupId: "sg-tasks", IpPermissionsEgress: [httpsTo("0.0.0.0/0")] }],
    endpoints: [],
    ...changes,
  };
}

export function httpsTo(CidrIp: string) {
  return { IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp }] };
}

type Endpoint = ObservedNetwork["endpoints"][number];

/** An interface endpoint whose security group lets the VPC in. */
export function endpointFor(service: string, changes: Partial<Endpoint> = {}): Endpoint {
  return {
    VpcEndpointId: `vpce-${service}`,
    ServiceName: `com.amazonaws.eu-west-1.${service}`,
    VpcEndpointType: "Interface",
    State: "Available",
    PrivateDnsEnabled: true,
    securityGroups: [{ GroupId: "sg-endpoints", IpPermissions: [httpsTo("10.0.0.0/16")] }],
    ...changes,
  };
}

/** The findings that are no `ok`, each as verdict, check and evidence. */
export function told(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ verdict }) => verdict !== "ok")
    .map(({ verdict, check, evidence }) => `${verdict} ${check}: ${evidence}`);
}
