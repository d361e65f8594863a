import assert from "node:assert/strict";

import { versionsReport, withCalls } from "../../../operations/versions/versions-report";

const version = (id: string) => `${id}-0a8d-4f7b-9a51-6f2d8c4b7e10`;
const time = (hour: number) => new Date(Date.UTC(2026, 2, 31, hour));
const versions = [
  {
    version: version("22222222"),
    labels: ["AWSCURRENT", "DEPLOYED"],
    createdAt: time(12),
    keys: { API_KEY: "1a2b3c", JWT_SECRET: "4d5e6f" },
  },
  { version: version("11111111"), labels: [], createdAt: undefined, problem: "you may not read it" },
];
const principal = "arn:aws:iam::111122223333:role/developer";
const known = withCalls(versions, [
  { version: version("22222222"), time: time(13), call: "AWSCURRENT", principal, session: "anna" },
  { version: version("22222222"), time: time(12), call: "PutSecretValue", principal },
]);

describe("versionsReport", () => {
  it("shows labels, fingerprints and who put each version, the oldest call first", () => {
    assert.deepEqual(versionsReport(known, 160).split("\n"), [
      "VERSION                               LABELS      CREATED            FINGERPRINTS         BY",
      "22222222-0a8d-4f7b-9a51-6f2d8c4b7e10  AWSCURRENT  2026-03-31T12:00Z  API_KEY 1a2b3c       PutSecretValue: role/developer",
      "                                      DEPLOYED                       JWT_SECRET 4d5e6f    AWSCURRENT: role/developer/anna",
      "11111111-0a8d-4f7b-9a51-6f2d8c4b7e10  -           -                  you may not read it  unknown",
    ]);
  });

  it("fits 80 columns", () => {
    for (const line of versionsReport(known, 80).split("\n")) assert.ok(line.length <= 80, line);
  });
});
