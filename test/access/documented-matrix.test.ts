import assert from "node:assert/strict";

import { accessMatrix } from "../../operations/access/matrix";
import { accessReport } from "../../operations/access/report";
import { shippedStacks } from "../support/access/declared-stacks";
import { fileText } from "../support/stack-files";

describe("docs/access.md", () => {
  it("shows the matrix as it is: otherwise put the output of `npm run -s secrets -- access` there", async () => {
    const [, documented] =
      /\n<!-- The output of .*? -->\n\n```\n([^]*?)\n```\n/.exec(fileText("docs/access.md")) ?? [];
    assert.equal(documented, accessReport(accessMatrix(await shippedStacks())));
  });
});
