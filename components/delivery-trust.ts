import * as pulumi from "@pulumi/pulumi";

import { type AwsContext } from "./aws-context";
import { type ResourceStatement } from "./policy-document";

/** A repository whose GitHub Actions workflows may act as the roles. */
export interface GithubRepository {
  /** `<owner>/<name>`, as the subject claim of its tokens spells it. */
  repository: string;
  /** Whether the stack makes GitHub's identity provider: an account has one of each URL. */
  createProvider: boolean;
}

/** An organization of Pulumi Cloud whose deployments of this stack may act as the roles. */
export interface PulumiCloudOrganization {
  organization: string;
  createProvider: boolean;
}

export interface TrustedPipelines {
  github?: GithubRepository | undefined;
  pulumiCloud?: PulumiCloudOrganization | undefined;
  /** Parts of the environment whose stacks' deployments may act as the roles too. @default none */
  parts?: string[] | undefined;
}

/** Who issues a pipeline's tokens, and which of them may act as what: the exact claims `aud` and `sub`. */
export interface TokenIssuer {
  /** Name of the identity provider's resource. */
  name: string;
  sid: string;
  /** Its URL without `https://`, as ARNs and condition keys have it. */
  url: string;
  audience: string;
  createProvider: boolean;
  previewSubjects: string[];
  deploySubjects: string[];
}

/** The issuers that are trusted, for the deployments of an environment's stacks. */
export function tokenIssuers(
  { github, pulumiCloud, parts = [] }: TrustedPipelines,
  { project, environment }: { project: string; environment: string },
): TokenIssuer[] {
  const stacks = [environment, ...parts.map((part) => `${environment}-${part}`)];
  return [
    ...(github ? [githubIssuer(github, stacks)] : []),
    ...(pulumiCloud ? [pulumiIssuer(pulumiCloud, project, stacks)] : []),
  ];
}

/**
 * A job's environment stands in the subject, and nothing else of it: who may run in that environment is up to its rules.
 * (https://docs.github.com/en/actions/reference/security/oidc)
 */
function githubIssuer({ repository, createProvider }: GithubRepository, stacks: string[]): TokenIssuer {
  return {
    name: "github",
    sid: "WorkflowsOfTheRepository",
    url: "token.actions.githubusercontent.com",
    audience: "sts.amazonaws.com",
    createProvider,
    previewSubjects: stacks.map((stack) => `repo:${repository}:environment:${stack}-preview`),
    deploySubjects: stacks.map((stack) => `repo:${repository}:environment:${stack}`),
  };
}

/**
 * A stack's settings name one role for all operations: previews of pull requests cannot act as the one that deploys. Neither
 * may destroy or remediate-drift, which nobody has to approve.
 * (https://www.pulumi.com/docs/deployments/guides/oidc/)
 */
function pulumiIssuer(
  { organization, createProvider }: PulumiCloudOrganization,
  project: string,
  stacks: string[],
): TokenIssuer {
  const subjects = (...operations: string[]) =>
    stacks.flatMap((stack) =>
      operations.map(
        (operation) =>
          `pulumi:deploy:org:${organization}:project:${project}:stack:${stack}:operation:${operation}:scope:write`,
      ),
    );
  return {
    name: "pulumi-cloud",
    sid: "DeploymentsOfTheStack",
    url: "api.pulumi.com/oidc",
    audience: organization,
    createProvider,
    previewSubjects: subjects("preview"),
    deploySubjects: subjects("update", "refresh", "detect-drift"),
  };
}

/** The ARN that an issuer's identity provider has in this account. */
export function providerArn(
  { accountId, partition }: AwsContext,
  { url }: TokenIssuer,
): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partition}:iam::${accountId}:oidc-provider/${url}`;
}

/** Who may act as a role: whoever holds a token with one of the subjects, word for word. */
export function trustStatements(
  issuers: readonly TokenIssuer[],
  context: AwsContext,
  subjectsOf: (issuer: TokenIssuer) => string[],
): ResourceStatement[] {
  return issuers.map((issuer) => ({
    sid: issuer.sid,
    effect: "Allow",
    principals: { Federated: [providerArn(context, issuer)] },
    actions: ["sts:AssumeRoleWithWebIdentity"],
    resources: [],
    conditions: {
      StringEquals: { [`${issuer.url}:aud`]: issuer.audience, [`${issuer.url}:sub`]: subjectsOf(issuer) },
    },
  }));
}
