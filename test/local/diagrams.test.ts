import assert from "node:assert/strict";

import { diagramNames, drawn } from "../../local/diagrams";
import { fileText } from "../support/stack-files";

describe("docs/diagrams", () => {
  it("has the pictures that pages show", () => {
    assert.deepEqual(diagramNames().sort(), ["overview", "rotation", "wall"]);
  });

  for (const name of diagramNames()) {
    it(`shows ${name}.dot in ${name}.svg as it is now: otherwise run \`npm run docs\``, async () => {
      assert.equal(fileText(`docs/diagrams/${name}.svg`), await drawn(fileText(`docs/diagrams/${name}.dot`)));
    });
  }
});

describe("drawn", () => {
  it("has a box for each node, with its label as text, in a font that every machine has", async () => {
    const picture = await drawn('digraph { node [shape=box, fontname="Arial"]; a -> b; a [label="x < y"] }');
    assert.equal(picture.match(/<polygon [^>]*fill="none"/g)?.length, 2);
    assert.match(picture, /font-family="Arial,Helvetica,sans-serif"[^>]*>x &lt; y</);
  });

  it("refuses a source that is none", async () => {
    await assert.rejects(drawn("digraph {"), /syntax error/);
  });
});
