import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { providerArn, tokenIssuers, trustStatements } from "../../components/delivery-trust";
import { contextOf } from "../support/components";
import { valueOf } from "../support/pulumi";

const stack = { project: "secret-backed-services", environment: "prod" };
const github = { repository: "example/shop", createProvider: true };
const pulumiCloud = { organization: "example", createProvider: false };
const operation = (name: string) =>
  `pulumi:deploy:org:example:project:secret-backed-services:stack:prod:operation:${name}:scope:write`;

describe("tokenIssuers", () => {
  it("names the exact tokens of GitHub and of Pulumi Cloud, apart for previews and deployments", () => {
    assert.deepEqual(tokenIssuers({ github, pulumiCloud }, stack), [
      {
        name: "github",
        sid: "WorkflowsOfTheRepository",
        url: "token.actions.githubusercontent.com",
        audience: "sts.amazonaws.com",
        createProvider: true,
        previewSubjects: ["repo:example/shop:environment:prod-preview"],
        deploySubjects: ["repo:example/shop:environment:prod"],
      },
      {
        name: "pulumi-cloud",
        sid: "DeploymentsOfTheStack",
        url: "api.pulumi.com/oidc",
        audience: "example",
        createProvider: false,
        previewSubjects: [operation("preview")],
        deploySubjects: [operation("update"), operation("refresh"), operation("detect-drift")],
      },
    ]);
  });

  it("trusts nobody who is not declared", () => {
    assert.deepEqual(
      tokenIssuers({ github }, stack).map(({ name }) => name),
      ["github"],
    );
    assert.deepEqual(
      tokenIssuers({ pulumiCloud }, stack).map(({ name }) => name),
      ["pulumi-cloud"],
    );
    assert.deepEqual(tokenIssuers({}, stack), []);
  });
});

describe("providerArn", () => {
  it("is of the account and partition", async () => {
    const [issuer] = tokenIssuers({ github }, stack);
    assert.ok(issuer);
    assert.equal(
      await valueOf(providerArn(contextOf("aws-us-gov"), issuer)),
      "arn:aws-us-gov:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
    );
  });
});

describe("trustStatements", () => {
  it("compares audience and subject word for word", async () => {
    const statements = trustStatements(
      tokenIssuers({ github, pulumiCloud }, stack),
      contextOf("aws"),
      ({ deploySubjects }) => deploySubjects,
    );
    assert.deepEqual(await valueOf(pulumi.output(statements)), [
      {
        sid: "WorkflowsOfTheRepository",
        effect: "Allow",
        principals: {
          Federated: ["arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"],
        },
        actions: ["sts:AssumeRoleWithWebIdentity"],
        resources: [],
        conditions: {
          StringEquals: {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": ["repo:example/shop:environment:prod"],
          },
        },
      },
      {
        sid: "DeploymentsOfTheStack",
        effect: "Allow",
        principals: { Federated: ["arn:aws:iam::123456789012:oidc-provider/api.pulumi.com/oidc"] },
        actions: ["sts:AssumeRoleWithWebIdentity"],
        resources: [],
        conditions: {
          StringEquals: {
            "api.pulumi.com/oidc:aud": "example",
            "api.pulumi.com/oidc:sub": [operation("update"), operation("refresh"), operation("detect-drift")],
          },
        },
      },
    ]);
  });
});
