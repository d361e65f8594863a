import assert from "node:assert/strict";

import { type Preview } from "../../../../local/offline/preview/preview";
import { previewDocument } from "../../../../local/offline/preview/preview-document";
import { report } from "../../../../local/offline/preview/report";
import { exception } from "../../../policy-pack/exceptions";
import { recordServices, topicUrn, violation } from "./violating-stack";

describe("report", () => {
  it("groups violations by component, the worst first in each and of all", async () => {
    const preview: Preview = {
      stackFile: "Pulumi.prod.yaml",
      recording: await recordServices(),
      violations: [
        violation("web", "critical", "advisory"),
        violation("api", "medium"),
        violation("alerts", "low"),
        violation("web"),
        violation("api-worker", "high"),
        violation("web", "high"),
        { ...violation("api", "critical"), message: "two\nlines" },
      ],
      policies: 1,
      missingFirstValues: [],
      encrypted: [],
    };
    const lines = report(preview, previewDocument(preview, 1), (style, text) =>
      style === "red" || style === "yellow" ? `${style} ${text}` : text,
    ).split("\n");
    assert.deepEqual(lines.slice(lines.indexOf("") + 1, lines.indexOf("Summary")), [
      "Service api: 3 mandatory, 0 advisory",
      "  red mandatory aws:sns:Topic api (topic-is-critical, critical)",
      "    two",
      "    lines",
      "  red mandatory aws:sns:Topic api-worker (topic-is-high, high)",
      "    it is",
      "  red mandatory aws:sns:Topic api (topic-is-medium, medium)",
      "    it is",
      "",
      "Service web: 2 mandatory, 1 advisory",
      "  red mandatory aws:sns:Topic web (topic-is-high, high)",
      "    it is",
      "  red mandatory aws:sns:Topic web (topic-is-unrated)",
      "    it is",
      "  yellow advisory aws:sns:Topic web (topic-is-critical, critical)",
      "    it is",
      "",
      "Outside of components: 1 mandatory, 0 advisory",
      "  red mandatory aws:sns:Topic alerts (topic-is-low, low)",
      "    it is",
      "",
    ]);
  });

  it("lists what exceptions in force except, each exception once, and counts them beside the violations", async () => {
    const topic = exception({ resource: "aws:sns/topic:Topic::web", expires: "2027-01-31" });
    const preview: Preview = {
      stackFile: "Pulumi.prod.yaml",
      recording: await recordServices(),
      violations: [
        { ...violation("web", "high", "advisory"), exception: topic },
        { ...violation("web", "high", "advisory"), message: "it is still", exception: topic },
        violation("api", "low"),
      ],
      policies: 2,
      missingFirstValues: [],
      encrypted: [],
    };
    const document = previewDocument(preview, 1);
    assert.deepEqual(document.violations, [violation("api", "low")]);
    const { owner, reason, expires } = topic;
    assert.deepEqual(document.exceptions, [
      {
        policy: "topic-is-high",
        resource: topicUrn("web"),
        owner,
        reason,
        expires,
        excepted: ["it is", "it is still"],
      },
    ]);
    const lines = report(preview, document, (_, text) => text).split("\n");
    assert.deepEqual(lines.slice(lines.indexOf("") + 1, -2), [
      "Service api: 1 mandatory, 0 advisory",
      "  mandatory aws:sns:Topic api (topic-is-low, low)",
      "    it is",
      "",
      "Exceptions in force:",
      `  excepted aws:sns:Topic web (topic-is-high) until 2027-01-31 by ${owner}: ${reason}`,
      "    it is",
      "    it is still",
      "",
      "Summary",
      "  7 resources: aws:sns 4, components 3",
      "  2 policies: 1 mandatory, 0 advisory",
      "  1 exception in force",
    ]);
  });
});
