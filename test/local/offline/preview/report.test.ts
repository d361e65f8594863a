import assert from "node:assert/strict";

import { type Preview } from "../../../../local/offline/preview/preview";
import { previewDocument } from "../../../../local/offline/preview/preview-document";
import { report } from "../../../../local/offline/preview/report";
import { recordServices, violation } from "./violating-stack";

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
});
