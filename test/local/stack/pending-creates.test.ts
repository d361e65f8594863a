import assert from "node:assert/strict";

import { noteUnfinished } from "../../../local/stack/pending-creates";

const urn = (name: string) => `urn:pulumi:test::project::aws:cloudwatch/logGroup:LogGroup::${name}`;
const resource = (name: string) => ({
  urn: urn(name),
  custom: true,
  type: "aws:cloudwatch/logGroup:LogGroup",
  inputs: { name: `/ecs/${name}`, retentionInDays: 30 },
});
const exported = (resources: unknown[], operations: unknown[]) =>
  JSON.stringify({ version: 3, deployment: { manifest: {}, resources, pending_operations: operations } });

describe("noteUnfinished", () => {
  it("adds the resources whose creation has no known end and whose id is known, and keeps all else", async () => {
    const operations = [
      { type: "creating", resource: resource("made") },
      { type: "creating", resource: { ...resource("nameless"), inputs: {} } },
      { type: "creating", resource: resource("noted") },
      { type: "deleting", resource: resource("going") },
    ];
    const before = exported([{ ...resource("noted"), id: "/ecs/noted" }], operations);
    const noted = await noteUnfinished(before, (_, { name }) =>
      Promise.resolve(typeof name === "string" ? name : undefined),
    );
    const made = {
      ...resource("made"),
      id: "/ecs/made",
      outputs: { ...resource("made").inputs, id: "/ecs/made" },
    };
    assert.deepEqual(JSON.parse(noted), {
      version: 3,
      deployment: {
        manifest: {},
        resources: [{ ...resource("noted"), id: "/ecs/noted" }, made],
        pending_operations: operations,
      },
    });
  });
});
