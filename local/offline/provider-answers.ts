import { createHash, randomBytes } from "node:crypto";

import { awsCall, type Place } from "./aws-calls";
import { awsResource } from "./aws-resources";
import { type Properties, unknown } from "./wire-values";

/** A resource about to be made, as a provider sees it. */
export interface NewResource {
  type: string;
  name: string;
  urn: string;
  custom: boolean;
  remote: boolean;
  inputs: Properties;
}

/** What providers answer: the id and outputs of a new resource, the result of a function. */
export interface ProviderAnswers {
  /** Outputs that the inputs do not hold already. An empty id is unknown. */
  resource(resource: NewResource): { id: string; outputs: Properties };
  /** @throws Error for a function that has no answer. */
  call(token: string, inputs: Properties): Properties;
}

/** Answers that go before the default ones. */
export interface OwnAnswers {
  /** The account, 12 digits. @default "123456789012" */
  accountId?: string;
  /** Further outputs of a resource; an `id` among them becomes its id. */
  newResource?: (resource: NewResource) => Properties;
  /** The result of a function; `undefined` leaves it to the default answer. */
  call?: (token: string, inputs: Properties) => Properties | undefined;
}

/** Answers as AWS would. In a preview, what a provider computes is unknown. */
export function providerAnswers(region: string, preview: boolean, own: OwnAnswers): ProviderAnswers {
  const { accountId = "123456789012" } = own;
  const place: Place = { region, accountId, partition: partitionOf(region) };
  return {
    resource(resource) {
      const computed = resource.custom ? computedOutputs(resource, place) : {};
      const outputs = { ...(preview ? allUnknown(computed) : computed), ...own.newResource?.(resource) };
      const known = resource.type.startsWith("aws:") ? awsKnownOutputs(resource.inputs, region) : {};
      return { id: typeof outputs.id === "string" ? outputs.id : "", outputs: { ...known, ...outputs } };
    },
    call(token, inputs) {
      const result = own.call?.(token, inputs) ?? awsCall(token, inputs, place, preview);
      if (result !== undefined) return result;
      throw new Error(`no offline answer for the function ${token}: give one with the option "call"`);
    },
  };
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

function computedOutputs(resource: NewResource, place: Place): Properties {
  const digest = createHash("sha256").update(resource.urn).digest("hex");
  if (resource.type.startsWith("aws:")) return awsResource(resource, digest, place);
  if (resource.type.startsWith("random:")) return randomResource(resource);
  return { id: `${resource.name}-${digest.slice(0, 7)}` };
}

/** What the AWS provider knows before it makes anything. */
function awsKnownOutputs(inputs: Properties, region: string): Properties {
  return { region: inputs.region ?? region, ...(inputs.tags === undefined ? {} : { tagsAll: inputs.tags }) };
}

function allUnknown(outputs: Properties): Properties {
  return Object.fromEntries(Object.keys(outputs).map((key) => [key, unknown]));
}

function randomResource({ inputs }: NewResource): Properties {
  const length = typeof inputs.length === "number" ? inputs.length : 16;
  return { id: "none", result: randomText(length), bcryptHash: randomText(60) };
}

function randomText(length: number): string {
  return randomBytes(length).toString("base64url").slice(0, length);
}
