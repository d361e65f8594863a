import assert from "node:assert/strict";

import { serviceLines } from "../../../../local/offline/preview/service-lines";

describe("serviceLines", () => {
  it("gives the line on which each service begins", () => {
    const file = [
      "config:",
      "  aws:region: eu-west-1",
      "  shop:services:",
      "    # the first one",
      "    - name: api",
      "      cpu: 256",
      "    - cpu: 512",
      "      name: web",
    ];
    assert.deepEqual([...serviceLines(file.join("\n"), "shop")], Object.entries({ api: 5, web: 7 }));
  });

  it("reads a key without the project's name too", () => {
    assert.deepEqual([...serviceLines("config: {services: [{name: api}]}", "shop")], [["api", 1]]);
  });

  it("passes over what is no service, and a file that declares none", () => {
    const files = [
      "",
      "config:",
      "config: {shop:services: 1}",
      "config: {shop:services: [1, {name: 2}, {}]}",
    ];
    for (const file of files) assert.deepEqual([...serviceLines(file, "shop")], [], file);
  });
});
