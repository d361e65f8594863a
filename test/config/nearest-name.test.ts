import assert from "node:assert/strict";

import fc from "fast-check";

import { nearestName } from "../../config/nearest-name";
import { serviceSchema } from "../../config/service-schema";

const names = Object.keys(serviceSchema.shape);

describe("nearestName", () => {
  const cases: [misspelt: string, meant: string | undefined][] = [
    ["desired_count", "desiredCount"],
    ["DesiredCount", "desiredCount"],
    ["desiredCuont", "desiredCount"],
    ["enviroment", "environment"],
    ["secret", "secrets"],
    ["readOnlyRootFileSystem", "readonlyRootFilesystem"],
    ["cpus", "cpu"],
    ["containerPort", undefined],
    ["count", undefined],
    ["host", undefined],
    ["prot", "port"],
    ["x", undefined],
    ["", undefined],
  ];
  for (const [misspelt, meant] of cases) {
    it(`takes ${JSON.stringify(misspelt)} for ${meant ?? "no setting"}`, () => {
      assert.equal(nearestName(misspelt, names), meant);
    });
  }

  it("does not choose between two that are as near", () => {
    assert.equal(nearestName("portal", ["portals", "portaly"]), undefined);
    assert.equal(nearestName("portals", ["portals", "portaly"]), "portals");
  });

  it("knows nothing where there are no names", () => {
    assert.equal(nearestName("port", []), undefined);
  });

  it("finds every name of more than three letters again, one of them left out", () => {
    const long = names.filter((name) => name.length > 3);
    fc.assert(
      fc.property(fc.constantFrom(...long), fc.nat(), (name, at) => {
        const index = at % name.length;
        assert.equal(nearestName(name.slice(0, index) + name.slice(index + 1), [name]), name);
      }),
    );
  });
});
