import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { loadBalancerDropsInvalidHeaders as policy } from "../../../policy-pack/policies/load-balancer-drops-invalid-headers";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";

const loadBalancer = (args: aws.lb.LoadBalancerArgs) => () => new aws.lb.LoadBalancer("web", args);
const refused = ["mandatory LoadBalancer web: dropInvalidHeaderFields is not true: set it"];

describe("load-balancer-drops-invalid-headers", () => {
  it("accepts true, and load balancers that read no headers", async () => {
    assert.deepEqual(await reports(policy, loadBalancer({ dropInvalidHeaderFields: true })), []);
    for (const loadBalancerType of ["network", "gateway"])
      assert.deepEqual(await reports(policy, loadBalancer({ loadBalancerType })), []);
  });

  it("refuses false, and AWS's default, which is false, of an application's load balancer", async () => {
    for (const args of [{}, { loadBalancerType: "application" }, { dropInvalidHeaderFields: false }])
      assert.deepEqual(await reports(policy, loadBalancer(args)), refused);
    assert.deepEqual(await reports(policy, () => new aws.alb.LoadBalancer("web")), refused);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () => loadBalancer({ dropInvalidHeaderFields: knownInUpdate(false) })();
    assert.deepEqual(await reports(policy, program), [
      undetermined("LoadBalancer web", "dropInvalidHeaderFields"),
    ]);
    assert.deepEqual(await reports(policy, program, { preview: false }), refused);
  });
});
