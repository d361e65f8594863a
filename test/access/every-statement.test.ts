import assert from "node:assert/strict";

import { type DeclaredStack } from "../../operations/access/declared-access";
import { type Policy } from "../../operations/iam/policy";
import { awkwardServices, awkwardStacks } from "../support/access/declared-stacks";
import { breakGlassProbes, developerProbes } from "../support/access/people-probes";
import { monitoringProbes } from "../support/access/monitoring-probes";
import {
  type Document,
  documentsOf,
  isAllowed,
  otherDocuments,
  parse,
  type Probe,
} from "../support/access/probe";
import { functionProbes } from "../support/access/function-probes";
import { roleProbes } from "../support/access/role-probes";
import { keyProbes, wallProbes } from "../support/access/wall-probes";
import { mutations } from "../support/iam/mutations";

/** A step after which a document means the same. */
interface Equivalent {
  documents: RegExp;
  step: RegExp;
  why: string;
}

const equivalents: readonly Equivalent[] = [
  {
    documents: /:(?:secret|key)[:/]/,
    step: /^DenyAllButDeclaredPrincipals: replace Principal by \*$/,
    why: "AWS * is everyone, as * is",
  },
  {
    documents: /:secret:/,
    step: /^DenyAllButDeclaredPrincipals: (?:remove Bool|replace Bool \S+ \S+ by Null) aws:PrincipalIsAWSService/,
    why: "no statement lets an AWS service use a secret, so that it is denied with and without this",
  },
  {
    documents: /:key\//,
    step: /^DenyAllButDeclaredPrincipals: replace ArnNotLike .* by ArnNotLike (?:(?:(?!-rollout).)*|(?:(?!-rotation-age).)*)$/,
    why: "these roles publish through SNS, which passes, and read their variables by Lambda's grant, which no document shows",
  },
  {
    documents: /-rotation$/,
    step: /^LambdaAloneConnects: replace Action ec2:\S+ by ec2:\*$/,
    why: "no statement allows more of EC2 than this one denies already",
  },
];

describe("every statement of every document", () => {
  let stacks: DeclaredStack[];
  let probes: Probe[];
  let documents: ReadonlyMap<string, Document>;
  let policies: ReadonlyMap<string, Policy>;

  before(async () => {
    stacks = await awkwardStacks();
    probes = stacks.flatMap((stack) => [
      ...roleProbes(stack, stacks, awkwardServices),
      ...monitoringProbes(stack, stacks),
      ...functionProbes(stack, stacks, awkwardServices),
      ...(stack.environment === "prod" ? breakGlassProbes(stack, stacks) : developerProbes(stack, stacks)),
      ...wallProbes(stack),
      ...keyProbes(stack),
    ]);
    documents = documentsOf(stacks);
    const all = [...documents, ...otherDocuments(stacks)];
    policies = new Map(all.map(([id, document]) => [id, parse(id, document)]));
  });

  it("allows each request that it must allow, and no other", () => {
    const unexpected = probes.filter((probe) => isAllowed(probe, (id) => policies.get(id)) !== probe.allowed);
    assert.deepEqual(unexpected.map(describeProbe), []);
    assert.ok(probes.length > 5000, `${probes.length} requests`);
  });

  it("is needed as it is: whatever is removed or widened, some request is decided otherwise", () => {
    const survivors: string[] = [];
    for (const [id, document] of documents) {
      const isNoticed = noticing(id);
      for (const { description, document: json } of mutations(document.json)) {
        if (!isNoticed(parse(id, { ...document, json }))) survivors.push(`${id} ${description}`);
      }
    }
    const isEquivalent = (survivor: string) => equivalents.some((step) => covers(step, survivor));
    assert.deepEqual(
      survivors.filter((survivor) => !isEquivalent(survivor)),
      [],
    );
    const idle = equivalents.filter((step) => !survivors.some((survivor) => covers(step, survivor)));
    assert.deepEqual(idle, [], "steps that make a difference after all");
  }).timeout(120_000);

  it("is in a document that is needed", () => {
    const optional = [...documents.keys()].filter((id) => !/:(?:key|role)\//.test(id)); // those are never without one
    assert.ok(optional.length > 30);
    assert.deepEqual(
      optional.filter((id) => !noticing(id)(undefined)),
      [],
    );
  });

  /** Whether a request is decided otherwise with another document in one's place. */
  function noticing(id: string): (other: Policy | undefined) => boolean {
    const concerned = probes.filter(({ resource, actor }) => resource === id || actor.identity.includes(id));
    return (other) => {
      const policyOf = (name: string) => (name === id ? other : policies.get(name));
      const noticed = concerned.findIndex((probe) => isAllowed(probe, policyOf) !== probe.allowed);
      // The next step is often noticed by the same request.
      if (noticed > 0) concerned.unshift(...concerned.splice(noticed, 1));
      return noticed >= 0;
    };
  }
});

function covers({ documents, step }: Equivalent, survivor: string): boolean {
  const [id = "", ...description] = survivor.split(" ");
  return documents.test(id) && step.test(description.join(" "));
}

function describeProbe({ actor, action, resource, context, allowed }: Probe): string {
  const { principal } = actor;
  const who = principal.type === "role session" ? principal.role : JSON.stringify(principal);
  return `${allowed ? "denied" : "allowed"}: ${who} ${action} ${resource} ${JSON.stringify(context)}`;
}
