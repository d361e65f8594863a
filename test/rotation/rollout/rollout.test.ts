import assert from "node:assert/strict";

import { rollOut } from "../../../rotation/rollout/rollout";
import { RotationError } from "../../../rotation/rotation-error";
import { World } from "../../support/rotation/ecs-world";

const report = (service: string) => ({
  service,
  state: "up to date",
  steps: [],
  reason: "every task runs with AWSCURRENT",
});

describe("rollOut", () => {
  const lines: string[] = [];
  let world: World;
  let broken: Record<string, Error>;

  beforeEach(() => {
    lines.length = 0;
    broken = {};
    world = new World(1);
  });

  function roll(call: { services: string[]; others: boolean; direct?: boolean }) {
    return rollOut(
      { ...call, dryRun: false },
      { environment: "prod", services: ["api", "mail", "web"] },
      {
        serviceNames: () => Promise.resolve(["api-prod", "mail-prod", "of-somebody-else", "web-prod"]),
        observe: (service) =>
          broken[service] === undefined
            ? Promise.resolve({ ...world.observe(), service, secrets: [] })
            : Promise.reject(broken[service]),
        actions: world.actions,
        log: (line) => lines.push(line),
      },
    );
  }

  it("looks at the named service only", async () => {
    assert.deepEqual(await roll({ services: ["web"], others: false }), { services: [report("web-prod")] });
    assert.deepEqual(lines, [JSON.stringify(report("web-prod"))]);
  });

  it("looks at the named service first, and then at the environment's others", async () => {
    const { services } = await roll({ services: ["web"], others: true });
    assert.deepEqual(
      services.map(({ service }) => service),
      ["web-prod", "api-prod", "mail-prod"],
    );
  });

  it("passes over another function's service when an event concerns it, and refuses it from a person", async () => {
    assert.deepEqual(await roll({ services: ["billing"], others: false }), { services: [] });
    await assert.rejects(roll({ services: ["billing"], others: false, direct: true }), {
      name: "RotationError",
      message: "billing is no service of this stack: its own stack has a rollout function for it",
    });
    assert.deepEqual(lines, []);
  });

  it("does nothing for a call that concerns no service", async () => {
    assert.deepEqual(await roll({ services: [], others: false }), { services: [] });
  });

  it("goes on with the others when one fails, and fails at the end with a line for each", async () => {
    broken = { "api-prod": new RotationError("no such secret"), "web-prod": new TypeError("hunter2") };
    await assert.rejects(roll({ services: [], others: true }), {
      name: "RotationError",
      message: "api-prod: no such secret\nweb-prod: unexpected TypeError",
    });
    assert.deepEqual(lines, [
      '{"service":"api-prod","error":"no such secret"}',
      JSON.stringify(report("mail-prod")),
      '{"service":"web-prod","error":"unexpected TypeError"}',
    ]);
  });
});
