import assert from "node:assert/strict";

import { deprecationOf, isDeprecated } from "../../policy-pack/lambda-runtimes";

describe("isDeprecated", () => {
  it("knows the runtimes of the past", () => {
    for (const runtime of [
      ...["nodejs", "nodejs4.3", "nodejs4.3-edge", "nodejs8.10", "nodejs10.x", "nodejs16.x", "nodejs18.x"],
      ...["nodejs20.x", "python2.7", "python3.8", "python3.9", "java8", "go1.x", "ruby2.7", "ruby3.2"],
      ...["dotnetcore3.1", "dotnet6", "provided"],
    ])
      assert.equal(isDeprecated(runtime), true, runtime);
  });

  it("goes by today's date for the others, and takes one that it does not know for a newer one", () => {
    const today = new Date().toISOString().slice(0, 10);
    for (const runtime of ["nodejs24.x", "python3.14", "provided.al2023"]) {
      const date = deprecationOf(runtime) ?? "";
      assert.match(date, /^20\d\d-\d\d-\d\d$/);
      assert.equal(isDeprecated(runtime), date <= today);
    }
    assert.equal(isDeprecated("nodejs99.x"), false);
  });
});
