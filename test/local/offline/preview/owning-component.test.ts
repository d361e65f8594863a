import assert from "node:assert/strict";

import { owningComponent } from "../../../../local/offline/preview/owning-component";
import { recordServices, topicUrn } from "./violating-stack";

describe("owningComponent", () => {
  it("finds the outermost component, be it the resource itself", async () => {
    const services = await recordServices();
    const api = "urn:pulumi:prod::shop::shop:components:Service::api";
    assert.equal(owningComponent(services, topicUrn("api"))?.urn, api);
    assert.equal(owningComponent(services, topicUrn("api-worker"))?.urn, api);
    assert.equal(owningComponent(services, api)?.urn, api);
  });

  it("finds none for a resource outside of components, for the stack and for what is not there", async () => {
    const services = await recordServices();
    for (const urn of [topicUrn("alerts"), services.root.urn, "urn:pulumi:prod::shop::a:b:C::gone"])
      assert.equal(owningComponent(services, urn), undefined, urn);
  });
});
