import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Finding, inputPolicy, type PolicyArgs } from "../../policy-pack/input-policy";
import { knownInUpdate } from "./programs";
import { reports } from "./reports";

const component = "secret-backed-services:components:Named";

/** Finds fault with every name that is not "good"; a component of the same name may wrap the topic. */
function namePolicy(args: Partial<PolicyArgs> = {}) {
  const nameFindings = ({ displayName = "good" }: Readonly<Record<string, unknown>>): Finding[] => {
    if (typeof displayName === "symbol") return [{ doubt: "displayName", property: "displayName" }];
    return displayName === "good" ? [] : [{ fault: `displayName is ${String(displayName)}` }];
  };
  return inputPolicy({
    name: "good-name",
    description: "Names are good.",
    enforcementLevel: "mandatory",
    inspect: { "aws:sns/topic:Topic": nameFindings, [component]: nameFindings },
    ...args,
  });
}

const topic = (displayName: pulumi.Input<string>, name = "topic", parent?: pulumi.Resource) =>
  new aws.sns.Topic(name, { displayName }, parent ? { parent } : {});

/** A component that says it gives a topic one name, and gives it another. */
function named(said: pulumi.Input<string>, given: pulumi.Input<string>, topicName = "topic"): void {
  const parent = new pulumi.ComponentResource(component, "topic", { displayName: said });
  topic(given, topicName, parent);
}

const undetermined =
  "undetermined at preview: displayName (judged during the update, before the resource is made)";

describe("inputPolicy", () => {
  it("names the resource types that it reads", () => {
    assert.deepEqual(namePolicy().resourceTypes, ["aws:sns/topic:Topic", component]);
  });

  it("reports each fault at the policy's level, and nothing of other resources", async () => {
    const program = () => {
      topic("bad");
      new aws.sqs.Queue("queue");
    };
    assert.deepEqual(await reports(namePolicy(), program), ["mandatory Topic topic: displayName is bad"]);
    assert.deepEqual(await reports(namePolicy({ enforcementLevel: "advisory" }), program), [
      "advisory Topic topic: displayName is bad",
    ]);
  });

  it("reports a doubt as an advisory, whatever its level", async () => {
    assert.deepEqual(await reports(namePolicy(), () => topic(knownInUpdate("bad"))), [
      `advisory Topic topic: ${undetermined}`,
    ]);
  });

  it("reports several doubts of a resource in one line, each once, and none that is negligible", async () => {
    const doubt = (place: string, negligible = false) => ({ doubt: place, property: "name", negligible });
    const doubts = [doubt("a"), doubt("b"), doubt("a"), doubt("c", true)];
    const policy = namePolicy({ inspect: { "aws:sns/topic:Topic": () => doubts } });
    assert.deepEqual(await reports(policy, () => topic("good")), [
      "advisory Topic topic: undetermined at preview: a; b (judged during the update, before the resource is made)",
    ]);
  });

  it("gives the stack's name and the policy's settings", async () => {
    const policy = namePolicy({
      configSchema: { properties: { most: { type: "integer", default: 3 } } },
      inspect: { "aws:sns/topic:Topic": (_, context) => [{ fault: JSON.stringify(context) }] },
    });
    const program = () => topic("good");
    assert.deepEqual(await reports(policy, program, { stack: "stage" }), [
      'mandatory Topic topic: {"project":"secret-backed-services","stack":"stage","environment":"stage","config":{"most":3}}',
    ]);
    assert.deepEqual(await reports(policy, program, { policyConfig: { [policy.name]: { most: 5 } } }), [
      'mandatory Topic topic: {"project":"secret-backed-services","stack":"prod","environment":"prod","config":{"most":5}}',
    ]);
  });

  describe("with settle", () => {
    const settled = (to: (doubt: Finding) => Finding | undefined) =>
      namePolicy({
        settle: (doubt, origins) => {
          assert.deepEqual(
            origins.map(({ type, name }) => `${type} ${name}`),
            ["aws:sns/topic:Topic source"],
          );
          return to(doubt);
        },
        inspect: {
          "aws:sns/topic:Topic": ({ displayName }) =>
            typeof displayName === "symbol" ? [{ doubt: "displayName", property: "displayName" }] : [],
        },
      });
    const program = () => topic(knownInUpdate("bad"));

    it("judges a doubt by the resources that the property comes from", async () => {
      const judged = [
        await reports(
          settled(() => undefined),
          program,
        ),
        await reports(
          settled(() => ({ fault: "it comes from source" })),
          program,
        ),
        await reports(
          settled((doubt) => doubt),
          program,
        ),
      ];
      assert.deepEqual(judged, [
        [],
        ["mandatory Topic topic: it comes from source"],
        [`advisory Topic topic: ${undetermined}`],
      ]);
    });

    it("does not ask when all is known", async () => {
      const never = settled(() => ({ fault: "asked" }));
      assert.deepEqual(await reports(never, program, { preview: false }), []);
    });

    it("has no doubts left over from an earlier run", async () => {
      const policy = settled((doubt) => doubt);
      assert.deepEqual(await reports(policy, program), [`advisory Topic topic: ${undetermined}`]);
      assert.deepEqual(await reports(policy, () => topic("good")), []);
    });
  });

  describe("for a component and the resource of the same name in it", () => {
    it("reports once what both show", async () => {
      assert.deepEqual(
        await reports(namePolicy(), () => {
          named("bad", "bad");
        }),
        ["mandatory Named topic: displayName is bad"],
      );
    });

    it("reports what only the resource shows", async () => {
      assert.deepEqual(
        await reports(namePolicy(), () => {
          named("good", "bad");
        }),
        ["mandatory Topic topic: displayName is bad"],
      );
    });

    it("has no doubt of the resource where the component's inputs are known", async () => {
      assert.deepEqual(
        await reports(namePolicy(), () => {
          named("good", knownInUpdate("good"));
        }),
        [],
      );
    });

    it("doubts a child of another name by itself", async () => {
      const program = () => {
        named("good", knownInUpdate("good"), "other");
      };
      assert.deepEqual(await reports(namePolicy(), program), [`advisory Topic other: ${undetermined}`]);
    });
  });
});
