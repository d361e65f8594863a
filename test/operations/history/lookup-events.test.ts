import assert from "node:assert/strict";

import { lookupCalls } from "../../../operations/history/lookup-events";
import { useEndpoint } from "../../support/history/aws-variables";
import { type Answer, HttpApi } from "../../support/history/http-api";

const since = new Date("2026-11-24T00:00:00Z");
const pages: Record<string, { events: number; next?: string }> = {
  first: { events: 50, next: "second" },
  second: { events: 50, next: "third" },
  third: { events: 7 },
};
const throttled: Answer = { status: 400, body: { __type: "ThrottlingException", message: "Rate exceeded" } };

function pageOf(token: unknown): Answer {
  const page = pages[typeof token === "string" ? token : "first"];
  const Events = Array.from({ length: page?.events ?? 0 }, (_, index) => ({
    EventId: `${String(token)}-${index}`,
    CloudTrailEvent: `{"page":"${String(token)}"}`,
  }));
  return { body: { Events, NextToken: page?.next } };
}

describe("lookupCalls", () => {
  let api: HttpApi;
  let refusals: number;
  const progress: string[] = [];
  before(async () => {
    api = await HttpApi.start(({ body }) => {
      if (body.NextToken === "second" && refusals > 0) {
        refusals--;
        return throttled;
      }
      return pageOf(body.NextToken);
    });
  });
  after(() => api.stop());
  beforeEach(() => {
    api.requests.length = 0;
    progress.length = 0;
  });
  useEndpoint(() => api.endpoint);

  const lookUp = (options: { interval?: number; firstWait?: number } = {}) =>
    lookupCalls({
      eventName: "GetSecretValue",
      region: "eu-west-1",
      since,
      onProgress: (line) => progress.push(line),
      interval: 1,
      firstWait: 1,
      ...options,
    });

  it("reads three pages, and waits where CloudTrail throttles it once", async () => {
    refusals = 1;
    const records = await lookUp();
    assert.equal(records.length, 107);
    assert.deepEqual(
      api.requests.map(({ operation, body }) => [operation, body.NextToken]),
      [
        ["LookupEvents", undefined],
        ["LookupEvents", "second"],
        ["LookupEvents", "second"],
        ["LookupEvents", "third"],
      ],
    );
    assert.deepEqual(api.requests[0]?.body, {
      LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: "GetSecretValue" }],
      StartTime: since.getTime() / 1000,
      MaxResults: 50,
    });
    assert.deepEqual(progress, [
      "eu-west-1: page 1, 50 calls so far",
      "eu-west-1: CloudTrail asks to slow down, waiting 0.001 s",
      "eu-west-1: page 2, 100 calls so far",
      "eu-west-1: page 3, 107 calls so far",
    ]);
  });

  it("asks twice a second at most, unless told otherwise", async () => {
    refusals = 0;
    await lookupCalls({
      eventName: "GetSecretValue",
      region: "eu-west-1",
      since,
      onProgress: () => undefined,
    });
    const times = api.requests.map(({ at }) => at);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    assert.equal(gaps.length, 2);
    assert.ok(
      gaps.every((gap) => gap >= 490),
      gaps.join(),
    );
  });

  it("waits longer after each refusal, and gives up in the end", async () => {
    refusals = 100;
    await assert.rejects(lookUp(), { name: "ThrottlingException" });
    assert.deepEqual(
      progress.slice(1).map((line) => line.replace(/^.*waiting /, "")),
      ["0.001 s", "0.002 s", "0.004 s", "0.008 s", "0.016 s", "0.032 s"],
    );
  });
});
