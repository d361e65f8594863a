import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { loadBalancerListensOnHttpsOnly as policy } from "../../../policy-pack/policies/load-balancer-listens-on-https-only";
import { knownInUpdate } from "../programs";
import { reports } from "../reports";

type Actions = aws.types.input.lb.ListenerDefaultAction[];

const forward: Actions = [{ type: "forward", targetGroupArn: "arn" }];
const redirect = (protocol?: string): Actions => [
  {
    type: "redirect",
    redirect: { port: "443", statusCode: "HTTP_301", ...(protocol === undefined ? {} : { protocol }) },
  },
];
const listener = (args: Partial<aws.lb.ListenerArgs>) =>
  new aws.lb.Listener("web", { loadBalancerArn: "arn", port: 80, defaultActions: forward, ...args });
const rule = (listenerArn: aws.lb.ListenerRuleArgs["listenerArn"], actions: Actions) =>
  new aws.lb.ListenerRule("rule", {
    listenerArn,
    actions,
    conditions: [{ pathPattern: { values: ["/*"] } }],
  });
const fault = (type = "Listener") =>
  `mandatory ${type} web: protocol is HTTP, and a default action is no redirect to HTTPS: use HTTPS, or redirect to it`;
const undetermined = (place: string) =>
  `advisory Listener web: undetermined at preview: ${place} (judged during the update, before the resource is made)`;

describe("load-balancer-listens-on-https-only", () => {
  it("accepts HTTPS, a redirect to it, and listeners of other load balancers than those of applications", async () => {
    for (const args of [
      { protocol: "HTTPS", port: 443 },
      { protocol: "HTTP", defaultActions: redirect("HTTPS") },
      { protocol: "TLS", port: 443 },
      { protocol: "TCP", port: 5432 },
    ])
      assert.deepEqual(await reports(policy, () => listener(args)), []);
    const gateway = () => new aws.lb.Listener("web", { loadBalancerArn: "arn", defaultActions: forward });
    assert.deepEqual(await reports(policy, gateway), []);
  });

  it("refuses HTTP, said or by default, and redirects that stay with it", async () => {
    for (const args of [
      { protocol: "HTTP" },
      {},
      { protocol: "HTTP", defaultActions: redirect("HTTP") },
      { protocol: "HTTP", defaultActions: redirect() },
      { protocol: "HTTP", defaultActions: redirect("#{protocol}") },
      { protocol: "HTTP", defaultActions: [...redirect("HTTPS"), ...forward] },
    ])
      assert.deepEqual(await reports(policy, () => listener(args)), [fault()]);
    const alias = () =>
      new aws.alb.Listener("web", {
        loadBalancerArn: "arn",
        port: 80,
        protocol: "HTTP",
        defaultActions: forward,
      });
    assert.deepEqual(await reports(policy, alias), [fault()]);
  });

  it("refuses a rule that forwards what comes in over HTTP, past the redirect", async () => {
    const behind = (protocol: string, actions: Actions) => () =>
      rule(listener({ protocol, defaultActions: redirect("HTTPS") }).arn, actions);
    assert.deepEqual(await reports(policy, behind("HTTP", forward)), [
      "mandatory ListenerRule rule: actions answer or forward what comes in over HTTP: use HTTPS, or redirect to it",
    ]);
    assert.deepEqual(await reports(policy, behind("HTTPS", forward)), []);
    assert.deepEqual(await reports(policy, behind("HTTP", redirect("HTTPS"))), []);
    assert.deepEqual(await reports(policy, () => rule("arn", forward)), []);
  });

  it("refuses HTTP in a Classic Load Balancer", async () => {
    const classic = (lbProtocol: string) => () =>
      new aws.elb.LoadBalancer("web", {
        listeners: [
          { instancePort: 80, instanceProtocol: "http", lbPort: 443, lbProtocol: "https" },
          { instancePort: 80, instanceProtocol: "http", lbPort: 80, lbProtocol },
        ],
      });
    assert.deepEqual(await reports(policy, classic("HTTP")), [
      "mandatory LoadBalancer web: listeners[1].lbProtocol is HTTP: use https",
    ]);
    assert.deepEqual(await reports(policy, classic("ssl")), []);
    assert.deepEqual(await reports(policy, () => classic("http")()), [
      "mandatory LoadBalancer web: listeners[1].lbProtocol is http: use https",
    ]);
  });

  it("leaves what is not known yet undetermined", async () => {
    assert.deepEqual(await reports(policy, () => listener({ protocol: knownInUpdate("HTTP") })), [
      undetermined("protocol"),
    ]);
    const actions = () =>
      listener({ protocol: "HTTP", defaultActions: [{ type: knownInUpdate("forward") }] });
    assert.deepEqual(await reports(policy, actions), [undetermined("defaultActions")]);
    assert.deepEqual(await reports(policy, actions, { preview: false }), [fault()]);
    const classic = () =>
      new aws.elb.LoadBalancer("web", {
        listeners: [
          { instancePort: 80, instanceProtocol: "http", lbPort: 80, lbProtocol: knownInUpdate("http") },
        ],
      });
    assert.deepEqual(await reports(policy, classic), [
      undetermined("listeners[0].lbProtocol").replace("Listener", "LoadBalancer"),
    ]);
  });
});
