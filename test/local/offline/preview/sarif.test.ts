import assert from "node:assert/strict";

import { type Log } from "sarif";

import { sarifLog } from "../../../../local/offline/preview/sarif";
import { version } from "../../../../policy-pack/package.json";
import { nist80053 } from "../../../../policy-pack/frameworks";
import { type InputPolicy, inputPolicy } from "../../../../policy-pack/input-policy";
import { sarifProblems } from "../../../support/sarif";
import { exception } from "../../../policy-pack/exceptions";
import { recordServices, topicUrn, violation } from "./violating-stack";

const severities = ["critical", "high", "medium", "low"] as const;
const file = { uri: "Pulumi.prod.yaml", serviceLines: new Map([["api", 12]]) };

function policy(overrides: Partial<InputPolicy>): InputPolicy {
  return { ...inputPolicy({ name: "topic", description: "A topic is.", inspect: {} }), ...overrides };
}

async function logOf(
  violations: Parameters<typeof sarifLog>[1],
  policies: readonly InputPolicy[] = [],
): Promise<Log> {
  const log = sarifLog(await recordServices(), violations, policies, file);
  assert.deepEqual(sarifProblems(log), []);
  return log;
}

describe("sarifLog", () => {
  it("describes a policy as a rule, with how to comply, its reference, its level and its score", async () => {
    const full = policy({
      severity: "high",
      remediationSteps: "Make it so.",
      framework: nist80053("AC-6", "Least Privilege"),
    });
    const control = "NIST SP 800-53 Rev. 5, AC-6: Least Privilege";
    const { tool, automationDetails } = (await logOf([], [full])).runs[0] ?? {};
    assert.deepEqual(tool?.driver, {
      name: "secret-backed-services",
      version,
      rules: [
        {
          id: "topic",
          shortDescription: { text: "A topic is." },
          fullDescription: { text: "A topic is." },
          help: { text: `Make it so.\n\nReference: ${control}.` },
          defaultConfiguration: { level: "error" },
          properties: { tags: ["security", control], "security-severity": "8.0" },
        },
      ],
    });
    assert.deepEqual(automationDetails, { id: "policies/prod/" });
  });

  it("ranks rules by their severity", async () => {
    const policies = [...severities, undefined].map((severity) => policy({ severity }));
    const rules = (await logOf([], policies)).runs[0]?.tool.driver.rules ?? [];
    assert.deepEqual(
      rules.map(({ defaultConfiguration, properties }) => [
        defaultConfiguration?.level,
        properties?.["security-severity"] as unknown,
      ]),
      [
        ["error", "9.5"],
        ["error", "8.0"],
        ["warning", "5.5"],
        ["note", "2.0"],
        ["warning", undefined],
      ],
    );
  });

  it("gives every violation, at its service's line, with the resource and the rule that it breaks", async () => {
    const log = await logOf(
      [violation("api-worker", "high")],
      [policy({}), policy({ name: "topic-is-high" })],
    );
    const [result] = log.runs[0]?.results ?? [];
    const { partialFingerprints, ...rest } = result ?? {};
    assert.deepEqual(rest, {
      ruleId: "topic-is-high",
      ruleIndex: 1,
      level: "error",
      message: { text: "aws:sns:Topic api-worker: it is" },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "Pulumi.prod.yaml", uriBaseId: "%SRCROOT%" },
            region: { startLine: 12 },
          },
          logicalLocations: [{ fullyQualifiedName: topicUrn("api-worker"), kind: "resource" }],
        },
      ],
      properties: { enforcementLevel: "mandatory" },
    });
    assert.match(partialFingerprints?.primaryLocationLineHash ?? "", /^[0-9a-f]{16}$/);
  });

  it("points to the first line of the file where no service is declared for the resource", async () => {
    const log = await logOf([violation("web"), violation("alerts")]);
    assert.deepEqual(
      log.runs[0]?.results?.map(({ locations }) => locations?.[0]?.physicalLocation?.region?.startLine),
      [1, 1],
    );
  });

  it("takes the level of a result from its severity, and that of an advisory one is no error", async () => {
    const levels = async (level: "mandatory" | "advisory") =>
      (
        await logOf([...severities, undefined].map((severity) => violation("api", severity, level)))
      ).runs[0]?.results?.map((result) => result.level);
    assert.deepEqual(await levels("mandatory"), ["error", "error", "warning", "note", "warning"]);
    assert.deepEqual(await levels("advisory"), ["warning", "warning", "warning", "note", "warning"]);
  });

  it("gives what an exception is of as a suppressed result", async () => {
    const { owner, reason, expires } = exception();
    const violations = [
      { ...violation("api", "high", "advisory"), exception: exception() },
      violation("web"),
    ];
    const results = (await logOf(violations)).runs[0]?.results;
    assert.deepEqual(
      results?.map(({ suppressions }) => suppressions),
      [
        [
          {
            kind: "external",
            status: "accepted",
            justification: reason,
            properties: { owner, expires },
          },
        ],
        undefined,
      ],
    );
  });

  it("gives the same violation the same fingerprint in every run, and another one another", async () => {
    const prints = async () =>
      (
        await logOf([violation("api", "high"), violation("web", "high"), violation("api")])
      ).runs[0]?.results?.map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash);
    const first = await prints();
    assert.equal(new Set(first).size, 3);
    assert.deepEqual(await prints(), first);
  });
});

describe("the schema of SARIF", () => {
  it("would be seen to be broken", () => {
    assert.deepEqual(sarifProblems({ version: "2.0.0", runs: [{ results: [] }] }), [
      "/version must be equal to one of the allowed values",
      "/runs/0 must have required property 'tool'",
    ]);
  });
});
