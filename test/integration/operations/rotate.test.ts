import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { OperatedService } from "../../support/operated-service";
import { RunningCommand } from "../../support/running-command";

const random = { strategy: "random" as const, length: 32, special: false };

describe("secrets rotate", function () {
  this.timeout(120_000);
  const values = { JWT_SECRET: randomUUID(), API_KEY: randomUUID(), LOG_LEVEL: randomUUID() };
  let service: OperatedService;
  let first: string;
  beforeEach(async () => {
    service = await new OperatedService().create({ config: { values, strategies: { JWT_SECRET: random } } });
    first = await service.deployed("config");
  });

  const run = (args: string[], input?: string) =>
    new RunningCommand(["rotate", service.name, "--env", "test", ...args], input).end();

  it("takes an automatic key through all five steps", async () => {
    const { status, stdout, stderr } = await run(["--keep-manual"]);
    console.log(stdout, stderr, status, await service.labels("config"));
  });
  it("mixed", async () => {
    const { status, stdout, stderr } = await run([], `API_KEY=${randomUUID()}\n`);
    console.log(stdout, stderr, status, await service.labels("config"));
    const r = await new RunningCommand(["rollback", service.name, "--env", "test", "--yes"]).end();
    console.log(r, await service.labels("config"));
    const d = await run(["--dry-run"]);
    console.log(d);
  });
});
