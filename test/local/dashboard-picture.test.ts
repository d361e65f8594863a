import assert from "node:assert/strict";

import { dashboardPicture } from "../../local/dashboard-picture";
import { fileText } from "../support/stack-files";

describe("docs/dashboard.svg", () => {
  it("shows the dashboard as it is laid out now: otherwise run `npm run docs`", () => {
    assert.equal(fileText("docs/dashboard.svg"), dashboardPicture());
  });

  it("has a box for each widget, with its title as text", () => {
    const properties = { title: "a < b & c" };
    const picture = dashboardPicture({
      widgets: [{ type: "metric", x: 0, y: 0, width: 8, height: 6, properties }],
    });
    assert.equal(picture.match(/<rect/g)?.length, 1);
    assert.match(picture, /viewBox="0 0 960 192"/);
    assert.match(picture, />a &lt; b &amp; c</);
  });
});
