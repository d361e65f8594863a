import assert from "node:assert/strict";
import { type Emulator } from "../../../local/aws/emulator";
import { describe as describeAws, describeAsJson } from "../../../local/aws/report";

const emulator: Emulator = {
  pid: 4321,
  port: 45991,
  endpoint: "http://localhost:45991",
  startedAt: "2026-11-24T21:00:00.000Z",
  log: "/project/.local/emulator/log",
  stop: () => Promise.resolve(),
  reset: () => Promise.resolve(),
};
const after = (seconds: number): Date => new Date(Date.parse(emulator.startedAt) + seconds * 1000);

describe("describe", () => {
  it("tells where the local AWS is and how to use it", () => {
    assert.equal(
      describeAws(emulator, after(59)),
      [
        "The local AWS is running at http://localhost:45991 (process 4321, up 59 s).",
        "Its log is /project/.local/emulator/log",
        "To use it with the AWS CLI or an SDK:",
        "  export AWS_ENDPOINT_URL=http://localhost:45991",
        "  export AWS_REGION=us-east-1",
        "  export AWS_ACCESS_KEY_ID=test",
        "  export AWS_SECRET_ACCESS_KEY=test",
      ].join("\n"),
    );
  });

  it("gives the time in units that people read", () => {
    const times = [0, 60, 3599, 3600, 90061].map((seconds) => describeAws(emulator, after(seconds)));
    assert.deepEqual(
      times.map((text) => /up (.+)\)/.exec(text)?.[1]),
      ["0 s", "1 min", "59 min", "1 h 0 min", "25 h 1 min"],
    );
  });

  it("tells how to start it", () => {
    assert.equal(
      describeAws(undefined, after(0)),
      "The local AWS is stopped. Start it: npm run local -- start",
    );
  });
});

describe("describeAsJson", () => {
  it("gives the same to programs", () => {
    assert.deepEqual(JSON.parse(describeAsJson(emulator, after(61))), {
      status: "running",
      endpoint: "http://localhost:45991",
      port: 45991,
      pid: 4321,
      startedAt: "2026-11-24T21:00:00.000Z",
      uptime: 61,
      log: "/project/.local/emulator/log",
      environment: {
        AWS_ENDPOINT_URL: "http://localhost:45991",
        AWS_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
      },
    });
    assert.deepEqual(JSON.parse(describeAsJson(undefined, after(0))), { status: "stopped" });
  });
});
