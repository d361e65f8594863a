import { z } from "zod";

import { type Environment } from "../../naming";
import { type DeclaredStack } from "../../operations/access/declared-access";
import { type Recording } from "../offline/recorder";
import { type Registration } from "../offline/registration";

const components = "secret-backed-services:components";
const text = z.string();
const tags = z.record(z.string(), z.string());

/** What a recorded stack declares of who may do what. */
export function declaredStack(
  recording: Recording<unknown>,
  environment: Environment,
  administrators: string[],
): DeclaredStack {
  const { resources } = recording;
  const all = (type: string) =>
    resources.filter((resource) => resource.type === type).sort((a, b) => (a.name < b.name ? -1 : 1));
  const place = placeOf(all("aws:kms/key:Key"));
  return {
    environment,
    ...place,
    dnsSuffix: place.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
    secrets: all("aws:secretsmanager/secret:Secret").map((secret) => {
      const arn = text.parse(secret.outputs.arn);
      const wall = all("aws:secretsmanager/secretPolicy:SecretPolicy").find(
        ({ inputs }) => inputs.secretArn === arn,
      );
      const rotation = all("aws:secretsmanager/secretRotation:SecretRotation").find(
        ({ inputs }) => inputs.secretId === arn,
      );
      return {
        name: text.parse(secret.inputs.name),
        arn,
        keyArn: text.parse(secret.inputs.kmsKeyId),
        tags: tags.parse(secret.inputs.tags),
        ...(rotation && { rotationFunctionArn: text.parse(rotation.inputs.rotationLambdaArn) }),
        ...(wall && { policy: documentOf(wall, "policy") }),
      };
    }),
    keys: all("aws:kms/key:Key").map((key) => ({
      arn: text.parse(key.outputs.arn),
      policy: documentOf(key, "policy"),
    })),
    roles: all("aws:iam/role:Role").map((role) => ({
      ...declaredRole(role, all("aws:iam/rolePolicy:RolePolicy")),
      ...attachedPolicies(role, all("aws:iam/rolePolicyAttachment:RolePolicyAttachment")),
    })),
    ...policiesOf(
      all("aws:iam/policy:Policy"),
      all("aws:iam/rolePolicyAttachment:RolePolicyAttachment"),
      all(`${components}:BreakGlassPart`),
    ),
    administrators,
    ...audited([...all(`${components}:Environment`), ...all(`${components}:EnvironmentPart`)]),
  };
}

/** Those for people, and those that the stack gives another stack's role: of these, the attachment has the policy's name. */
function policiesOf(
  policies: readonly Registration[],
  attachments: readonly Registration[],
  given: readonly Registration[],
): Pick<DeclaredStack, "grants" | "managedPolicies"> {
  const isGiven = (policy: Registration) => given.some(({ name }) => name === policy.name);
  const grants = policies
    .filter(isGiven)
    .flatMap((policy) =>
      attachments
        .filter(({ name }) => name === policy.name)
        .map(({ inputs }) => ({ role: text.parse(inputs.role), policy: namedDocument(policy) })),
    );
  return {
    ...(grants.length > 0 && { grants }),
    managedPolicies: policies.filter((policy) => !isGiven(policy)).map(namedDocument),
  };
}

function audited([environment]: readonly Registration[]): Pick<
  DeclaredStack,
  "readers" | "trailLogGroupName"
> {
  const { declaredReaders, trailLogGroupName } = environment?.outputs ?? {};
  return { readers: z.array(text).parse(declaredReaders), trailLogGroupName: text.parse(trailLogGroupName) };
}

function placeOf([key]: readonly Registration[]): Pick<DeclaredStack, "account" | "partition" | "region"> {
  const [, partition = "", , region = "", account = ""] = text.parse(key?.outputs.arn).split(":");
  return { partition, region, account };
}

function declaredRole(role: Registration, inline: readonly Registration[]): DeclaredStack["roles"][number] {
  const name = text.parse(role.inputs.name);
  const boundary = role.inputs.permissionsBoundary;
  return {
    name,
    arn: text.parse(role.outputs.arn),
    trust: documentOf(role, "assumeRolePolicy"),
    policies: inline
      .filter(({ inputs }) => inputs.role === name)
      .map((policy) => ({ name, document: documentOf(policy, "policy") })),
    ...(typeof boundary === "string" && { permissionsBoundaryArn: boundary }),
  };
}

function attachedPolicies(role: Registration, attachments: readonly Registration[]) {
  const attachedPolicyArns = attachments
    .filter(({ inputs }) => inputs.role === role.inputs.name)
    .map(({ inputs }) => text.parse(inputs.policyArn));
  return attachedPolicyArns.length > 0 ? { attachedPolicyArns } : {};
}

function namedDocument(policy: Registration): DeclaredStack["managedPolicies"][number] {
  return { name: text.parse(policy.inputs.name), document: documentOf(policy, "policy") };
}

function documentOf({ inputs }: Registration, property: string): unknown {
  return JSON.parse(text.parse(inputs[property]));
}
