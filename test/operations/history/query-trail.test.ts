import assert from "node:assert/strict";

import { hasLogGroup, queryReads } from "../../../operations/history/query-trail";
import { useEndpoint } from "../../support/history/aws-variables";
import { type Answer, HttpApi } from "../../support/history/http-api";

const since = new Date("2026-11-24T00:00:00Z");
const now = new Date("2026-11-25T00:00:00Z");
const logGroupName = "/aws/cloudtrail/secret-backed-services-prod";

describe("the trail's log group", () => {
  let api: HttpApi;
  let results: Answer[];
  before(async () => {
    api = await HttpApi.start(({ operation, body }): Answer => {
      if (operation === "StartQuery") return { body: { queryId: "query-1" } };
      if (operation === "GetQueryResults") return results.shift() ?? { body: { status: "Failed" } };
      const other = { logGroupName: `${logGroupName}-2` };
      if (body.nextToken === undefined) return { body: { logGroups: [other], nextToken: "more" } };
      return { body: { logGroups: [{ logGroupName }] } };
    });
  });
  after(() => api.stop());
  useEndpoint(() => api.endpoint);

  const query = () =>
    queryReads({ region: "eu-west-1", logGroupName, since, now, onProgress: () => undefined, interval: 1 });
  const complete = (messages: string[]): Answer => ({
    body: {
      status: "Complete",
      results: messages.map((value) => [
        { field: "@message", value },
        { field: "@ptr", value: "pointer" },
      ]),
    },
  });

  it("is found by its whole name, on whatever page", async () => {
    assert.equal(await hasLogGroup("eu-west-1", logGroupName), true);
    assert.equal(await hasLogGroup("eu-west-1", "/aws/cloudtrail/secret"), false);
  });

  it("gives the records once the query is complete", async () => {
    results = [{ body: { status: "Running", results: [] } }, complete(['{"a":1}', '{"a":2}'])];
    assert.deepEqual(await query(), ['{"a":1}', '{"a":2}']);
    const start = api.requests.find(({ operation }) => operation === "StartQuery");
    assert.deepEqual(start?.body, {
      logGroupName,
      queryString:
        'fields @message | filter eventSource = "secretsmanager.amazonaws.com" and eventName = "GetSecretValue" | sort @timestamp desc | limit 10000',
      startTime: since.getTime() / 1000,
      endTime: now.getTime() / 1000,
    });
  });

  it("says so when there are more records than Logs Insights gives", async () => {
    results = [complete(Array.from({ length: 10_000 }, () => "{}"))];
    await assert.rejects(query(), {
      name: "InputError",
      message: "there are more than 10000 reads since 2026-11-24T00:00:00.000Z: ask for less with --since",
    });
  });

  it("says so when the query fails", async () => {
    results = [{ body: { status: "Timeout" } }];
    await assert.rejects(query(), { name: "InputError", message: "Logs Insights ended the query: Timeout" });
  });
});
