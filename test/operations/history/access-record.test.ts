import assert from "node:assert/strict";

import { parseRecord } from "../../../operations/history/access-record";
import {
  account,
  call,
  read,
  roleSession,
  root,
  secretArn,
  type TrailRecord,
  user,
} from "../../support/monitoring/trail-records";

const parsed = (record: TrailRecord) => parseRecord(JSON.stringify(record));
const name = "auth-service-prod-config";

describe("parseRecord", () => {
  it("tells when, who, what, from where and with what result", () => {
    const record = read(secretArn(name), roleSession("deploy-prod", "/team/"));
    assert.deepEqual(parsed(record), {
      id: record.eventID,
      time: new Date("2026-11-24T12:00:00Z"),
      secret: name,
      principal: `arn:aws:iam::${account}:role/team/deploy-prod`,
      session: "session",
      from: "198.51.100.7",
      result: "read",
    });
  });

  it("knows users, the root user and AWS services", () => {
    const principals = [
      user("ann"),
      root,
      { type: "AWSService", invokedBy: "config.amazonaws.com" },
      { type: "Unknown" },
    ];
    assert.deepEqual(
      principals.map((by) => parsed(read(name, by))?.principal),
      [`arn:aws:iam::${account}:user/ann`, `arn:aws:iam::${account}:root`, "config.amazonaws.com", "Unknown"],
    );
  });

  it("knows a secret by each way to name it", () => {
    const ids = [
      name,
      secretArn(name),
      secretArn(name).slice(0, -7),
      secretArn("x-prod-api-keys").slice(0, -7),
    ];
    assert.deepEqual(
      ids.map((id) => parsed(read(id, root))?.secret),
      [name, name, name, "x-prod-api-keys"],
    );
  });

  it("gives the error's code", () => {
    assert.equal(parsed(read(name, root, "AccessDenied"))?.result, "AccessDenied");
  });

  it("leaves out other calls, and what is no record", () => {
    assert.equal(parsed(call("secretsmanager.amazonaws.com", "ListSecrets", { by: root })), undefined);
    assert.equal(parseRecord("not JSON"), undefined);
  });
});
