import assert from "node:assert/strict";

import {
  CloudWatchLogsClient,
  DeleteQueryDefinitionCommand,
  DescribeQueryDefinitionsCommand,
  PutQueryDefinitionCommand,
} from "@aws-sdk/client-cloudwatch-logs";

import { clientOptions, uniqueName } from "../../support/local-aws";

describe("emulator: saved queries of Logs Insights", () => {
  let client: CloudWatchLogsClient;
  before(() => (client = new CloudWatchLogsClient(clientOptions())));
  const queries = async (queryDefinitionNamePrefix: string) => {
    const answer = await client.send(new DescribeQueryDefinitionsCommand({ queryDefinitionNamePrefix }));
    return (answer.queryDefinitions ?? []).map(({ name, queryString, logGroupNames }) => ({
      name,
      queryString,
      logGroupNames,
    }));
  };

  it("are kept, changed and deleted", async () => {
    const name = uniqueName("query");
    const first = { name, queryString: "fields @message", logGroupNames: ["a"] };
    const { queryDefinitionId } = await client.send(new PutQueryDefinitionCommand(first));
    assert.deepEqual(await queries(name), [first]);
    const second = { name, queryString: "fields @timestamp", logGroupNames: ["b"] };
    await client.send(new PutQueryDefinitionCommand({ ...second, queryDefinitionId }));
    assert.deepEqual(await queries(name), [second]);
    const deleted = await client.send(new DeleteQueryDefinitionCommand({ queryDefinitionId }));
    assert.deepEqual([deleted.success, await queries(name)], [true, []]);
  });
});
