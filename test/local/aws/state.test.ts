import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseState, readState } from "../../../local/aws/state";

const state = {
  pid: 4321,
  port: 45991,
  endpoint: "http://localhost:45991",
  startedAt: "2026-11-24T21:47:23.526Z",
};

describe("parseState", () => {
  it("reads what was written", () => {
    assert.deepEqual(parseState(JSON.stringify(state)), state);
  });

  it("takes a file that is cut off, or of another kind, for none", () => {
    const texts = [
      "",
      JSON.stringify(state).slice(0, 30),
      "[]",
      "null",
      JSON.stringify({ ...state, pid: "4321" }),
    ];
    assert.deepEqual(
      texts.map((text) => parseState(text)),
      texts.map(() => undefined),
    );
  });

  it("refuses process ids that name no one process, and ports and addresses that are none", () => {
    const states = [
      { pid: 0 },
      { pid: -1 },
      { pid: 1.5 },
      { port: 0 },
      { port: 65536 },
      { endpoint: "here" },
    ];
    assert.deepEqual(
      states.map((wrong) => parseState(JSON.stringify({ ...state, ...wrong }))),
      states.map(() => undefined),
    );
  });
});

describe("readState", () => {
  it("tells a file from none", () => {
    const folder = mkdtempSync(join(tmpdir(), "state-"));
    const file = join(folder, "state.json");
    assert.equal(readState(file), undefined);
    writeFileSync(file, JSON.stringify(state));
    assert.deepEqual(readState(file), state);
    assert.throws(() => readState(folder), { code: "EISDIR" });
    rmSync(folder, { recursive: true });
  });
});
