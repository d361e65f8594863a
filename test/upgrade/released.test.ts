import assert from "node:assert/strict";

import { environments } from "../../naming";
import { losses, readReleased, released } from "../support/upgrade/released-resources";
import { type Registration } from "../../local/offline/registration";
import { recordStack } from "../support/whole-stack";

describe("an upgrade from the last release", () => {
  for (const stack of environments) {
    it(`deletes and replaces nothing of ${stack}`, async () => {
      const { resources } = await recordStack(stack);
      const before = readReleased(stack);
      assert.ok(before.length > 90);
      assert.deepEqual(losses(before, resources), []);
    });
  }

  describe("of one secret", () => {
    let secret: Registration;
    let others: Registration[];
    before(async () => {
      const { resources } = await recordStack("test");
      const found = resources.find(({ type }) => type === "aws:secretsmanager/secret:Secret");
      assert.ok(found);
      secret = found;
      others = resources.filter((each) => each !== secret);
    });

    const after = (changes: Partial<Registration>) =>
      losses(released([secret]), [...others, { ...secret, ...changes }]);
    const renamed = () => ({ name: "new", urn: secret.urn.replace(/::[^:]*$/, "::new") });

    it("that is renamed deletes it", () => {
      assert.deepEqual(after(renamed()), [
        `${secret.urn} would be deleted: give what it is called now an alias`,
      ]);
    });

    it("that is renamed with an alias keeps it", () => {
      for (const alias of [secret.urn, { name: secret.name, type: "", parent: "" }]) {
        assert.deepEqual(after({ ...renamed(), options: { ...secret.options, aliases: [alias] } }), []);
      }
    });

    it("whose name in AWS changes replaces it", () => {
      const inputs = { ...secret.inputs, name: "another-test-config" };
      assert.deepEqual(after({ inputs }), [`${secret.urn} would be replaced: its name changes`]);
    });

    it("whose component is renamed with an alias keeps it, named after the component as it is", () => {
      const component = others.find(({ urn }) => urn === secret.parent);
      assert.ok(component);
      const urn = component.urn.replace(/::[^:]*$/, "::moved");
      const aliases = [{ name: component.name, type: "", parent: "" }];
      const moved = { ...component, urn, name: "moved", options: { ...component.options, aliases } };
      const child = {
        ...secret,
        parent: urn,
        name: secret.name.replace(component.name, "moved"),
        urn: secret.urn.replace(/::[^:]*$/, (name) => name.replace(component.name, "moved")),
      };
      const now = [...others.filter((each) => each !== component), moved, child];
      assert.deepEqual(losses(released([component, secret]), now), []);
      const unaliased = [...now.filter((each) => each !== moved), { ...moved, options: component.options }];
      assert.equal(losses(released([component, secret]), unaliased).length, 2);
    });
  });
});
