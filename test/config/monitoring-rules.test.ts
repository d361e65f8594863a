import assert from "node:assert/strict";

import { monitoringProblems } from "../../config/monitoring-rules";
import { monitoringSchema } from "../../config/monitoring-schema";
import { formatProblem } from "../../config/problems";

const problemsOf = (monitoring: unknown): string[] =>
  monitoringProblems(monitoringSchema.parse(monitoring)).map(formatProblem);
const role = "arn:aws:iam::111122223333:role/deploy";

describe("monitoringProblems", () => {
  it("accepts everything there is, and nothing too", () => {
    const slack = [{ workspaceId: "T0123ABCD", channelId: "C0123ABCD" }];
    const uuid = "00000000-0000-4000-8000-000000000000";
    const teams = [{ tenantId: uuid, teamId: uuid, channelId: "19%3aabc%40thread.tacv2" }];
    const emails = ["on-call@example.com"];
    const subscriptions = { emails, urls: ["https://example.com/hook"], slack, teams };
    assert.deepEqual(
      problemsOf({ objectLockInDays: 30, readers: [role], deployers: [role], subscriptions }),
      [],
    );
    assert.deepEqual(problemsOf({}), []);
  });

  it("names what goes without the other, is too long, or stands there twice; an address never", () => {
    const url = "https://example.com/hook";
    const subscriptions = { emails: ["a@b.c", "a@b.c"], urls: [url, url] };
    const settings = {
      trailLogGroupName: "trail",
      objectLockInDays: 500,
      readers: [role, role],
      subscriptions,
    };
    assert.deepEqual(problemsOf(settings), [
      "monitoring.objectLockInDays is for a trail of the stack's own: remove it, or trailLogGroupName (got 500)",
      "monitoring.objectLockInDays must not be longer than trailRetentionInDays, which is 400 (got 500)",
      `monitoring.readers[1] is declared already in monitoring.readers[0]: keep one of them (got "${role}")`,
      'monitoring.subscriptions.emails[1] is declared already in monitoring.subscriptions.emails[0]: keep one of them (got "a@b.c")',
      "monitoring.subscriptions.urls[1] is declared already in monitoring.subscriptions.urls[0]: keep one of them",
    ]);
  });

  const refusals: [string, object, RegExp][] = [
    [
      "an address that is not HTTPS",
      { subscriptions: { urls: ["http://example.com"] } },
      /must be an HTTPS address/,
    ],
    [
      "an address with a login",
      { subscriptions: { urls: [`https://${["a", "b"].join(":")}@example.com`] } },
      /must be an HTTPS address/,
    ],
    ["no e-mail address", { subscriptions: { emails: ["on-call"] } }, /must be an e-mail address/],
    ["an ARN of a log group", { trailLogGroupName: "arn:aws:logs:x" }, /must be the name of a log group/],
    ["another period", { accessPeriod: 120 }, /must be one of 60, 300, 900, 3600/],
    ["a slash at the end of the runbooks", { runbookUrl: "https://a.b/" }, /without a slash at its end/],
  ];
  for (const [what, settings, message] of refusals) {
    it(`refuses ${what}`, () => {
      assert.match(monitoringSchema.safeParse(settings).error?.message ?? "", message);
    });
  }
});
