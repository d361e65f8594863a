import { type Fields, textAt, type Value, valuesAt } from "./known-values";

/** A policy document of a resource, or the list of a component's statements. */
export interface PolicyDocument {
  /** Empty, or the document's name and a comma. */
  label: string;
  /** The resource's input that the document is part of. */
  property: string;
  content: Value;
}

/** Resource type to the policy documents in its inputs. */
export type PolicyDocuments = Readonly<Record<string, (inputs: Fields) => readonly PolicyDocument[]>>;

/** What users, groups and roles may do. */
export const identityPolicies: PolicyDocuments = {
  "aws:iam/policy:Policy": documentAt("policy"),
  "aws:iam/rolePolicy:RolePolicy": documentAt("policy"),
  "aws:iam/userPolicy:UserPolicy": documentAt("policy"),
  "aws:iam/groupPolicy:GroupPolicy": documentAt("policy"),
  "aws:iam/role:Role": inlinePolicies,
  "secret-backed-services:components:BreakGlass": statementList,
  "secret-backed-services:components:BreakGlassPart": statementList,
  "secret-backed-services:components:DeveloperAccess": statementList,
  "secret-backed-services:components:ServiceRole": statementList,
};

/** Who may assume a role. */
export const trustPolicies: PolicyDocuments = { "aws:iam/role:Role": documentAt("assumeRolePolicy") };

/** Who may use a KMS key, in the key itself or in a resource of its own. */
export const keyPolicies: PolicyDocuments = {
  "aws:kms/key:Key": documentAt("policy"),
  "aws:kms/keyPolicy:KeyPolicy": documentAt("policy"),
  "aws:kms/replicaKey:ReplicaKey": documentAt("policy"),
  "aws:kms/externalKey:ExternalKey": documentAt("policy"),
  "aws:kms/replicaExternalKey:ReplicaExternalKey": documentAt("policy"),
};

/** Who may use a secret, in the secret itself or in a resource of its own. */
export const secretPolicies: PolicyDocuments = {
  "aws:secretsmanager/secret:Secret": documentAt("policy"),
  "aws:secretsmanager/secretPolicy:SecretPolicy": documentAt("policy"),
};

/** Who may pull from a repository of images, or push to it. */
export const repositoryPolicies: PolicyDocuments = {
  "aws:ecr/repositoryPolicy:RepositoryPolicy": documentAt("policy"),
  "aws:ecr/registryPolicy:RegistryPolicy": documentAt("policy"),
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": documentAt("repositoryPolicy"),
};

/** Who may publish to a topic, or subscribe to it. */
export const topicPolicies: PolicyDocuments = {
  "aws:sns/topic:Topic": documentAt("policy"),
  "aws:sns/topicPolicy:TopicPolicy": documentAt("policy"),
};

function documentAt(property: string) {
  return (inputs: Fields): PolicyDocument[] =>
    valuesAt(inputs, property).map((content) => ({ label: "", property, content }));
}

function inlinePolicies(role: Fields): PolicyDocument[] {
  return valuesAt(role, "inlinePolicies").flatMap((inlinePolicy, index) => {
    const name = textAt(inlinePolicy, "name");
    const label = typeof name === "string" ? `inline policy "${name}", ` : `inline policy ${index}, `;
    return valuesAt(inlinePolicy, "policy").map((content) => ({
      label,
      property: "inlinePolicies",
      content,
    }));
  });
}

function statementList(inputs: Fields): PolicyDocument[] {
  const content = { Statement: valuesAt(inputs, "statements") };
  return [{ label: "", property: "statements", content }];
}
