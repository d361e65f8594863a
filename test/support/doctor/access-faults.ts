import {
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CancelKeyDeletionCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  GetKeyPolicyCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { GetResourcePolicyCommand, PutResourcePolicyCommand } from "@aws-sdk/client-secrets-manager";
import { z } from "zod";

import { type Fault } from "./fault";
import { executionRole, type HealthyStack, rotationName, secretName, service } from "./healthy-stack";

const document = z.object({ Version: z.string(), Statement: z.array(z.looseObject({ Sid: z.string() })) });
type Statement = z.infer<typeof document>["Statement"][number];

/** What was there before a fault was made, by what it is. */
const kept = new Map<string, string>();

/** Changes the statements of a role's own policy, and keeps the policy as it was. */
export async function changeRole(
  { iam }: HealthyStack,
  RoleName: string,
  change: (statement: Statement) => Statement[],
): Promise<void> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const [PolicyName = ""] = PolicyNames;
  const { PolicyDocument = "" } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  const text = decodeURIComponent(PolicyDocument);
  kept.set(RoleName, text);
  const { Version, Statement } = document.parse(JSON.parse(text));
  const changed = JSON.stringify({ Version, Statement: Statement.flatMap(change) });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: changed }));
}

export async function restoreRole({ iam }: HealthyStack, RoleName: string): Promise<void> {
  const { PolicyNames = ["inline"] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const PolicyDocument = kept.get(RoleName) ?? "";
  await iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName: PolicyNames[0] ?? "inline", PolicyDocument }),
  );
}

const deniesReads = {
  Sid: "DenyReads",
  Effect: "Deny",
  Action: "secretsmanager:GetSecretValue",
  Resource: "*",
};
const allowsAll = { Sid: "AllowAll", Effect: "Allow", Action: "*", Resource: "*" };

async function replaceTrust({ iam }: HealthyStack): Promise<void> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: executionRole }));
  kept.set("trust", decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""));
  const trust = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
  await putTrust(iam, JSON.stringify({ Version: "2012-10-17", Statement: [trust] }));
}

function putTrust(iam: HealthyStack["iam"], PolicyDocument: string) {
  return iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: executionRole, PolicyDocument }));
}

async function removeRole(stack: HealthyStack): Promise<void> {
  const { Role } = await stack.iam.send(new GetRoleCommand({ RoleName: executionRole }));
  kept.set("trust", decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""));
  kept.set("path", Role?.Path ?? "/");
  await changeRole(stack, executionRole, (statement) => [statement]);
  const { PolicyNames = [] } = await stack.iam.send(new ListRolePoliciesCommand({ RoleName: executionRole }));
  for (const PolicyName of PolicyNames) {
    await stack.iam.send(new DeleteRolePolicyCommand({ RoleName: executionRole, PolicyName }));
  }
  await stack.iam.send(new DeleteRoleCommand({ RoleName: executionRole }));
}

async function makeRoleAgain({ iam }: HealthyStack): Promise<void> {
  const AssumeRolePolicyDocument = kept.get("trust");
  const role = { RoleName: executionRole, Path: kept.get("path"), AssumeRolePolicyDocument };
  await iam.send(new CreateRoleCommand(role));
  const PolicyDocument = kept.get(executionRole);
  await iam.send(new PutRolePolicyCommand({ RoleName: executionRole, PolicyName: "inline", PolicyDocument }));
}

async function bound({ iam }: HealthyStack): Promise<void> {
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [allowsAll, deniesReads] });
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: "boundary", PolicyDocument }));
  const PermissionsBoundary = Policy?.Arn;
  await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: executionRole, PermissionsBoundary }));
}

async function changeKeyPolicy({ kms, keyId: KeyId }: HealthyStack, statement: object): Promise<void> {
  const { Policy = "" } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" }));
  kept.set("key", Policy);
  const { Version, Statement } = document.parse(JSON.parse(Policy));
  const changed = JSON.stringify({ Version, Statement: [...Statement, statement] });
  await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: changed }));
}

async function changeSecretPolicy({ secretsManager }: HealthyStack, statement: object): Promise<void> {
  const SecretId = secretName;
  const { ResourcePolicy = "" } = await secretsManager.send(new GetResourcePolicyCommand({ SecretId }));
  kept.set("secret", ResourcePolicy);
  const { Version, Statement } = document.parse(JSON.parse(ResourcePolicy));
  const changed = JSON.stringify({ Version, Statement: [...Statement, statement] });
  await secretsManager.send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy: changed }));
}

/** A statement that denies something to the execution role alone. */
const deniedToRole = (Action: string) => ({
  Sid: "DenyExecution",
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action,
  Resource: "*",
  Condition: { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::000000000000:role/*${executionRole}` } },
});

const restored = (stack: HealthyStack) => restoreRole(stack, executionRole);
const enableKey = ({ kms, keyId }: HealthyStack) => kms.send(new EnableKeyCommand({ KeyId: keyId }));

/** What keeps a task from reading a secret that is there. */
export const accessFaults: readonly Fault[] = [
  {
    what: "an execution role that may not read the secret",
    make: (stack) =>
      changeRole(stack, executionRole, (statement) => (statement.Sid === "ReadSecrets" ? [] : [statement])),
    undo: restored,
    problems: [`role-policy: ${executionRole}`],
    evidence:
      /^for auth-service-prod-config, secretsmanager:GetSecretValue is implicitly denied \(no identity policy allows it\)$/,
  },
  {
    what: "an execution role that may read a secret of a name that begins alike",
    make: (stack) =>
      changeRole(stack, executionRole, (statement) => [
        statement.Sid === "ReadSecrets" ? { ...statement, Resource: `${stack.secretArn}2` } : statement,
      ]),
    undo: restored,
    problems: [`role-policy: ${executionRole}`],
    evidence: /secretsmanager:GetSecretValue is implicitly denied/,
  },
  {
    what: "kms:Decrypt on the secret's ARN in place of the key's",
    make: (stack) =>
      changeRole(stack, executionRole, (statement) => [
        statement.Sid === "DecryptSecrets" ? { ...statement, Resource: stack.secretArn } : statement,
      ]),
    undo: restored,
    problems: [`role-policy: ${executionRole}`],
    evidence:
      /^for auth-service-prod-config, kms:Decrypt is implicitly denied \(no identity policy allows it\)$/,
  },
  {
    what: "an execution role whose permissions boundary denies it",
    make: bound,
    undo: ({ iam }) => iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: executionRole })),
    problems: [`role-boundary: ${executionRole}`],
    evidence: /secretsmanager:GetSecretValue is explicitly denied \(boundary DenyReads\)$/,
  },
  {
    what: "an execution role that ECS may not assume",
    make: replaceTrust,
    undo: ({ iam }) => putTrust(iam, kept.get("trust") ?? ""),
    problems: [`role-trust: ${executionRole}`],
    evidence: /^ecs-tasks\.amazonaws\.com may not assume it: implicitly denied/,
  },
  {
    what: "an execution role that is gone",
    make: removeRole,
    undo: makeRoleAgain,
    problems: [`role-exists: ${executionRole}`],
    evidence: /^there is no such role$/,
  },
  {
    what: "a secret's policy that denies the execution role",
    make: (stack) => changeSecretPolicy(stack, deniedToRole("secretsmanager:GetSecretValue")),
    undo: ({ secretsManager }) =>
      secretsManager.send(
        new PutResourcePolicyCommand({ SecretId: secretName, ResourcePolicy: kept.get("secret") }),
      ),
    problems: [`secret-policy: ${executionRole}`],
    evidence: /is explicitly denied \(policy of auth-service-prod-config DenyExecution\)$/,
  },
  {
    what: "a key's policy that denies the execution role",
    make: (stack) => changeKeyPolicy(stack, deniedToRole("kms:Decrypt")),
    undo: ({ kms, keyId }) => kms.send(new PutKeyPolicyCommand({ KeyId: keyId, Policy: kept.get("key") })),
    problems: [`key-policy: ${executionRole}`],
    evidence: /kms:Decrypt is explicitly denied \(policy of the key DenyExecution\)$/,
  },
  {
    what: "a key that is disabled",
    make: ({ kms, keyId }) => kms.send(new DisableKeyCommand({ KeyId: keyId })),
    undo: enableKey,
    problems: [`key-state: ${secretName}`],
    evidence: /^its key .+ is Disabled, so that nobody can read it$/,
  },
  {
    what: "a key that waits for its deletion",
    make: ({ kms, keyId }) => kms.send(new ScheduleKeyDeletionCommand({ KeyId: keyId })),
    undo: async (stack) => {
      await stack.kms.send(new CancelKeyDeletionCommand({ KeyId: stack.keyId }));
      await enableKey(stack);
    },
    problems: [`key-state: ${secretName}`],
    evidence: /^its key .+ is PendingDeletion, so that nobody can read it$/,
  },
  {
    what: "a subnet without a route out",
    make: ({ network }) => network.removeRoute(),
    undo: ({ network }) => network.addRoute(),
    problems: [`network-route: ${service}`],
    evidence: /^subnet-\w+ has no default route, and there is no endpoint for ecr\.api, ecr\.dkr, logs, s3$/,
  },
  {
    what: "neither a route out nor an endpoint",
    make: async ({ network }) => {
      await network.removeRoute();
      await network.removeEndpoint();
    },
    undo: async ({ network }) => {
      await network.addRoute();
      await network.createEndpoint();
    },
    problems: [`network-route: ${service}`],
    evidence: /there is no endpoint for secretsmanager, ecr\.api, ecr\.dkr, logs, s3$/,
  },
  {
    what: "an endpoint whose policy allows another secret",
    make: async ({ network }) => {
      await network.removeEndpoint();
      const Resource = "arn:aws:secretsmanager:us-east-1:000000000000:secret:other-??????";
      const Statement = [{ Sid: "Other", Effect: "Allow", Principal: "*", Action: "*", Resource }];
      await network.createEndpoint({ Version: "2012-10-17", Statement });
    },
    undo: async ({ network }) => {
      await network.removeEndpoint();
      await network.createEndpoint();
    },
    problems: [`endpoint-policy: ${executionRole}`],
    evidence:
      /^vpce-\w+ does not let it read auth-service-prod-config: no statement of its policy allows it$/,
  },
  {
    what: "an endpoint that lets nobody in",
    make: ({ network }) => network.letNothingIn(),
    undo: ({ network }) => network.letIn(),
    problems: [`endpoint-security-group: ${service}`],
    evidence: /the endpoint for secretsmanager, lets no HTTPS in from subnet-\w+ \(10\.20\.1\.0\/24\)$/,
  },
  {
    what: "a security group that lets nothing out, of the tasks and of a function in the network",
    make: async ({ network, lambda }) => {
      await network.letNothingOut();
      const VpcConfig = { SubnetIds: [network.subnetId], SecurityGroupIds: [network.securityGroupId] };
      await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: rotationName, VpcConfig }));
    },
    undo: async ({ network, lambda }) => {
      await network.letOut();
      const VpcConfig = { SubnetIds: [], SecurityGroupIds: [] };
      await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: rotationName, VpcConfig }));
    },
    problems: [`security-group: ${service}`, `security-group: ${rotationName}`],
    evidence: /^sg-\w+ let no HTTPS out to Secrets Manager$/,
  },
  {
    what: "a security group that lets nothing out",
    make: ({ network }) => network.letNothingOut(),
    undo: ({ network }) => network.letOut(),
    problems: [`security-group: ${service}`],
    evidence: /^sg-\w+ let no HTTPS out to Secrets Manager$/,
  },
];
