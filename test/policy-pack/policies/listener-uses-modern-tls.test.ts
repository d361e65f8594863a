import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { listenerUsesModernTls as policy } from "../../../policy-pack/policies/listener-uses-modern-tls";
import { knownInUpdate } from "../programs";
import { reports } from "../reports";

const listener = (args: Partial<aws.lb.ListenerArgs>) => () =>
  new aws.lb.Listener("web", {
    loadBalancerArn: "arn",
    protocol: "HTTPS",
    port: 443,
    defaultActions: [{ type: "forward", targetGroupArn: "arn" }],
    ...args,
  });
const wayOut = "use ELBSecurityPolicy-TLS13-1-2-Res-2021-06 or a later one";
const old = (sslPolicy: string) =>
  `mandatory Listener web: sslPolicy is ${sslPolicy}, which allows old protocols or ciphers: ${wayOut}`;

describe("listener-uses-modern-tls", () => {
  for (const sslPolicy of [
    "ELBSecurityPolicy-TLS13-1-2-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
    "ELBSecurityPolicy-FS-1-2-Res-2020-10",
  ]) {
    it(`accepts ${sslPolicy}`, async () => {
      assert.deepEqual(await reports(policy, listener({ sslPolicy })), []);
    });
  }

  for (const sslPolicy of [
    "ELBSecurityPolicy-2016-08",
    "ELBSecurityPolicy-TLS-1-1-2017-01",
    "ELBSecurityPolicy-TLS13-1-0-2021-06",
    "ELBSecurityPolicy-TLS13-1-1-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06",
    "ELBSecurityPolicy-FS-1-1-2019-08",
  ]) {
    it(`refuses ${sslPolicy}`, async () => {
      assert.deepEqual(await reports(policy, listener({ sslPolicy })), [old(sslPolicy)]);
    });
  }

  it("refuses AWS's default, which is old, for HTTPS and TLS", async () => {
    const missing = [`mandatory Listener web: sslPolicy is missing, which allows TLS 1.0: ${wayOut}`];
    assert.deepEqual(await reports(policy, listener({})), missing);
    assert.deepEqual(await reports(policy, listener({ protocol: "TLS" })), missing);
  });

  it("accepts listeners without TLS, and policies that the settings name", async () => {
    const sslPolicy = "ELBSecurityPolicy-TLS-1-2-2017-01";
    const policyConfig = { [policy.name]: { furtherPolicies: [sslPolicy] } };
    assert.deepEqual(await reports(policy, listener({ protocol: "TCP" })), []);
    assert.deepEqual(await reports(policy, listener({ sslPolicy })), [old(sslPolicy)]);
    assert.deepEqual(await reports(policy, listener({ sslPolicy }), { policyConfig }), []);
  });

  it("leaves what is not known yet undetermined", async () => {
    const undetermined = (place: string) =>
      `advisory Listener web: undetermined at preview: ${place} (judged during the update, before the resource is made)`;
    const unknownPolicy = () => listener({ sslPolicy: knownInUpdate("ELBSecurityPolicy-2016-08") })();
    assert.deepEqual(await reports(policy, unknownPolicy), [undetermined("sslPolicy")]);
    assert.deepEqual(await reports(policy, unknownPolicy, { preview: false }), [
      old("ELBSecurityPolicy-2016-08"),
    ]);
    const unknownProtocol = () => listener({ protocol: knownInUpdate("HTTPS") })();
    assert.deepEqual(await reports(policy, unknownProtocol), [undetermined("protocol")]);
  });
});
