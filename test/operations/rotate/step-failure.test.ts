import assert from "node:assert/strict";

import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";

import { failureIn, stepFailures } from "../../../operations/rotate/step-failure";
import { useEndpoint } from "../../support/history/aws-variables";
import { HttpApi } from "../../support/history/http-api";

const version = "3f1c2b6e-0a8d-4f7b-9a51-6f2d8c4b7e10";
const line = { secret: "a-prod-config", step: "setSecret", version, outcome: "failed", message: "no answer" };

describe("failureIn", () => {
  it("reads the line of a step that failed, with or without what Lambda writes before it", () => {
    const found = { id: "e1", step: "setSecret", message: "no answer" };
    assert.deepEqual(failureIn("e1", JSON.stringify(line), version), found);
    const prefixed = `2026-03-31T12:00:00.000Z\t5e1f\tINFO\t${JSON.stringify(line)}\n`;
    assert.deepEqual(failureIn("e1", prefixed, version), found);
  });

  for (const [what, text] of [
    ["a step that is done", JSON.stringify({ ...line, outcome: "done" })],
    ["another rotation", JSON.stringify({ ...line, version: "another" })],
    ["anything else", "REPORT RequestId: 5e1f failed"],
  ] as const) {
    it(`finds none in the line of ${what}`, () => {
      assert.equal(failureIn("e1", text, version), undefined);
    });
  }
});

describe("stepFailures", () => {
  const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:a-prod-rotation";
  let api: HttpApi;
  before(async () => {
    api = await HttpApi.start(({ body }) => {
      if (body.logGroupName !== "/aws/lambda/a-prod-rotation")
        return { status: 400, body: { __type: "ResourceNotFoundException" } };
      if (body.nextToken === undefined) return { body: { events: [], nextToken: "more" } };
      const events = [{ eventId: "e1", message: JSON.stringify(line) }];
      return { body: body.nextToken === "more" ? { events, nextToken: "last" } : { events: [] } };
    });
  });
  after(() => api.stop());
  useEndpoint(() => api.endpoint);

  const client = () => new CloudWatchLogsClient({ region: "eu-west-1" });

  it("looks through every page of the log, empty ones too", async () => {
    assert.deepEqual(await stepFailures(client(), functionArn, version), [
      { id: "e1", step: "setSecret", message: "no answer" },
    ]);
  });

  it("finds none where there is no log", async () => {
    assert.deepEqual(await stepFailures(client(), functionArn.replace(":a-", ":b-"), version), []);
  });
});
