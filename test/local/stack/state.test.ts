import assert from "node:assert/strict";

import { parseState } from "../../../local/stack/state";

const urn = (type: string, name: string) => `urn:pulumi:prod::project::${type}::${name}`;

describe("parseState", () => {
  it("lists the resources, without providers and the stack itself", () => {
    const key = { urn: urn("aws:kms/key:Key", "prod-key"), type: "aws:kms/key:Key" };
    const exported = {
      version: 3,
      deployment: {
        resources: [
          { urn: urn("pulumi:pulumi:Stack", "project-prod"), type: "pulumi:pulumi:Stack" },
          { urn: urn("pulumi:providers:aws", "default"), type: "pulumi:providers:aws" },
          { ...key, custom: true, protect: true },
        ],
      },
    };
    assert.deepEqual(parseState(JSON.stringify(exported)), {
      resources: [{ ...key, protect: true }],
      interrupted: false,
      half: false,
    });
  });

  it("is empty before the first deployment", () => {
    const state = parseState(JSON.stringify({ version: 3, deployment: {} }));
    assert.deepEqual(state, { resources: [], interrupted: false, half: false });
  });

  it("tells that the engine was killed at work", () => {
    const deployment = { pending_operations: [{ type: "creating" }] };
    assert.equal(parseState(JSON.stringify({ deployment })).interrupted, true);
  });

  it("tells that a resource was made, and could then not be looked at", () => {
    const type = "aws:ecs/cluster:Cluster";
    const cluster = { urn: urn(type, "prod"), type };
    const resources = [{ ...cluster, initErrors: ["waiting for ECS Cluster"] }];
    assert.deepEqual(parseState(JSON.stringify({ deployment: { resources } })), {
      resources: [{ ...cluster, protect: false }],
      interrupted: false,
      half: true,
    });
  });
});
