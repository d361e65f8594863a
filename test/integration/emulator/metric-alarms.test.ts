import assert from "node:assert/strict";
import { callQuery, uniqueName } from "../../support/local-aws";

const topic = "arn:aws:sns:us-east-1:000000000000:alerts";

describe("emulator: metric alarms by the Query protocol", () => {
  it("are described with all that was put, escaped", async () => {
    const name = uniqueName("readers");
    await put(name, {
      AlarmDescription: "more readers than <expected> & known",
      Namespace: "SecretBackedServices",
      MetricName: "UnknownReaders",
      "Dimensions.member.1.Name": "Secret",
      "Dimensions.member.1.Value": "orders",
      Statistic: "Sum",
      Period: "300",
      TreatMissingData: "notBreaching",
      "AlarmActions.member.1": topic,
      "OKActions.member.1": topic,
      "InsufficientDataActions.member.1": topic,
    });
    const described = await describeAlarm(name);
    const expected = [
      `<AlarmName>${name}</AlarmName>`,
      "<AlarmDescription>more readers than &lt;expected&gt; &amp; known</AlarmDescription>",
      "<Statistic>Sum</Statistic>",
      "<Period>300</Period>",
      "<TreatMissingData>notBreaching</TreatMissingData>",
      "<ActionsEnabled>true</ActionsEnabled>",
      `<AlarmActions><member>${topic}</member></AlarmActions>`,
      `<OKActions><member>${topic}</member></OKActions>`,
      `<InsufficientDataActions><member>${topic}</member></InsufficientDataActions>`,
      "<Dimensions><member><Name>Secret</Name><Value>orders</Value></member></Dimensions>",
    ];
    assert.deepEqual(
      expected.filter((element) => !described.includes(element)),
      [],
    );
    assert.match(
      described,
      /<StateUpdatedTimestamp>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<\/StateUpdatedTimestamp>/,
    );
  });

  it("on metric math have Metrics in place of a metric of their own", async () => {
    const name = uniqueName("ratio");
    await put(name, {
      "Metrics.member.1.Id": "reads",
      "Metrics.member.1.MetricStat.Metric.Namespace": "SecretBackedServices",
      "Metrics.member.1.MetricStat.Metric.MetricName": "Reads",
      "Metrics.member.1.MetricStat.Period": "60",
      "Metrics.member.1.MetricStat.Stat": "Sum",
      "Metrics.member.1.ReturnData": "false",
      "Metrics.member.2.Id": "rate",
      "Metrics.member.2.Expression": "reads / 2",
      "Metrics.member.2.ReturnData": "true",
    });
    const metrics = /<Metrics>.*<\/Metrics>/.exec(await describeAlarm(name))?.[0];
    assert.equal(
      metrics,
      "<Metrics><member><Id>reads</Id><MetricStat><Metric><Namespace>SecretBackedServices</Namespace>" +
        "<MetricName>Reads</MetricName></Metric><Period>60</Period><Stat>Sum</Stat></MetricStat>" +
        "<ReturnData>false</ReturnData></member>" +
        "<member><Id>rate</Id><Expression>reads / 2</Expression><ReturnData>true</ReturnData></member></Metrics>",
    );
    assert.doesNotMatch(await describeAlarm(name), /<Statistic>/);
  });

  async function put(name: string, parameters: Record<string, string>): Promise<void> {
    const answer = await callQuery("monitoring", {
      Action: "PutMetricAlarm",
      AlarmName: name,
      ComparisonOperator: "GreaterThanThreshold",
      EvaluationPeriods: "1",
      Threshold: "10",
      ...parameters,
    });
    assert.match(answer, /<PutMetricAlarmResponse/);
  }

  function describeAlarm(name: string): Promise<string> {
    return callQuery("monitoring", { Action: "DescribeAlarms", "AlarmNames.member.1": name });
  }
});
