import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type PolicyException } from "../../../policy-pack/policy-exceptions";
import { noPublicIp } from "../../../policy-pack/policies/no-public-ip";
import { policyExceptionsAreInForce } from "../../../policy-pack/policies/policy-exceptions-are-in-force";
import { daysFromNow, declaring, exception } from "../exceptions";
import { knownInUpdate } from "../programs";
import { reportsOf } from "../reports";

const name = "policy-exceptions-are-in-force";
const service = (assignPublicIp: pulumi.Input<boolean>, opts: pulumi.CustomResourceOptions = {}) =>
  new aws.ecs.Service("auth-service", { networkConfiguration: { subnets: [], assignPublicIp } }, opts);

/** What both policies report of a stack with one service, which has a public address unless another program is given. */
function reported(
  entries: readonly unknown[],
  { program = () => service(true), settings = {} }: { program?: () => unknown; settings?: object } = {},
): Promise<string[]> {
  const policies = [noPublicIp, policyExceptionsAreInForce([noPublicIp])];
  return reportsOf(policies, program, { config: declaring(...entries), policyConfig: { [name]: settings } });
}

const stack = "mandatory Stack secret-backed-services-prod: policyExceptions[0] ";
const violation =
  "mandatory Service auth-service: networkConfiguration.assignPublicIp is true: set it to false, and use private subnets";
const excepted = ({ expires, owner, reason }: PolicyException) =>
  violation
    .replace("mandatory", "advisory")
    .replace(": ", `: excepted until ${expires} by ${owner} (${reason}): `);

describe("policy-exceptions-are-in-force", () => {
  it("accepts an exception that something is found under, which is then an advisory that shows the exception", async () => {
    assert.deepEqual(await reported([]), [violation]);
    assert.deepEqual(await reported([exception()]), [excepted(exception())]);
  });

  it("refuses an expired exception, which excepts nothing any more", async () => {
    const expires = daysFromNow(-1);
    assert.deepEqual(await reported([exception({ expires })]), [
      `${stack}of no-public-ip for aws:ecs/service:Service::auth-service expired on ${expires}: comply with the policy, or have platform@example.com renew it`,
      violation,
    ]);
  });

  it("refuses an exception where the policy finds no fault any more", async () => {
    assert.deepEqual(await reported([exception()], { program: () => service(false) }), [
      `${stack}is idle: no-public-ip finds no fault with aws:ecs/service:Service::auth-service: remove it`,
    ]);
  });

  it("remembers no fault of an earlier run", async () => {
    assert.deepEqual(await reported([exception()]), [excepted(exception())]);
    assert.equal((await reported([exception()], { program: () => service(false) })).length, 1);
  });

  it("refuses an exception of a resource that is not there", async () => {
    const resource = "aws:ecs/service:Service::auth";
    assert.deepEqual(await reported([exception({ resource })]), [
      violation,
      `${stack}is of ${resource}, which is not in the stack: correct or remove it`,
    ]);
  });

  it("refuses an exception of two resources of one type and name, and accepts it with their parents' types", async () => {
    const program = () => {
      service(true);
      service(false, { parent: new pulumi.ComponentResource("shop:components:Service", "auth-service") });
    };
    const resource = "shop:components:Service$aws:ecs/service:Service::auth-service";
    assert.deepEqual(await reported([exception()], { program }), [
      excepted(exception()),
      `${stack}is of aws:ecs/service:Service::auth-service, which are 2 resources: put the types of the parents before it, as in the URN`,
    ]);
    assert.deepEqual(await reported([exception({ resource })], { program }), [
      violation,
      `${stack}is idle: no-public-ip finds no fault with ${resource}: remove it`,
    ]);
  });

  it("refuses an entry that lacks something, and a setting that is no list", async () => {
    const incomplete =
      "is no exception: a list of entries is needed, each with policy, resource (type::name), reason, owner and expires (YYYY-MM-DD)";
    for (const key of ["policy", "resource", "reason", "owner", "expires"])
      assert.deepEqual(await reported([{ ...exception(), [key]: undefined }]), [
        stack + incomplete,
        violation,
      ]);
    const config = { "secret-backed-services:policyExceptions": "{}" };
    assert.deepEqual(await reportsOf([policyExceptionsAreInForce([])], () => undefined, { config }), [
      `${stack.replace("[0]", "")}${incomplete}`,
    ]);
  });

  it("refuses an exception of a policy that there is not, and of itself", async () => {
    for (const policy of ["no-public-ips", name])
      assert.deepEqual(await reported([exception({ policy })]), [
        `${stack}is of the policy "${policy}", which there is not: name one of docs/policies.md`,
        violation,
      ]);
  });

  it("refuses an exception of a policy that takes none, by the settings", async () => {
    const settings = { withoutExceptions: ["no-public-ip"] };
    assert.deepEqual(await reported([exception()], { settings }), [
      `${stack}is of no-public-ip, which takes no exceptions: comply with it in aws:ecs/service:Service::auth-service`,
      excepted(exception()),
    ]);
  });

  it("refuses an exception for longer than a year, or than the settings say", async () => {
    const tooLong = (expires: string, days: number) =>
      `${stack}of no-public-ip for aws:ecs/service:Service::auth-service expires on ${expires}: choose a day within ${days} days`;
    const [year, day] = [exception({ expires: daysFromNow(366) }), exception({ expires: daysFromNow(31) })];
    assert.deepEqual(await reported([exception({ expires: daysFromNow(365) })]), [
      excepted(exception({ expires: daysFromNow(365) })),
    ]);
    assert.deepEqual(await reported([year]), [tooLong(year.expires, 365), excepted(year)]);
    assert.deepEqual(await reported([day], { settings: { longestDays: 30 } }), [
      tooLong(day.expires, 30),
      excepted(day),
    ]);
  });

  it("takes no exception for idle whose resource cannot be judged yet", async () => {
    const program = () => service(knownInUpdate(true));
    const { expires, owner, reason } = exception();
    assert.deepEqual(await reported([exception()], { program }), [
      `advisory Service auth-service: excepted until ${expires} by ${owner} (${reason}): undetermined at preview: networkConfiguration.assignPublicIp (judged during the update, before the resource is made)`,
    ]);
  });
});
