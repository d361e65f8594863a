import * as pulumi from "@pulumi/pulumi";

const { specialSecretSig, specialSigKey, unknownValue } = pulumi.runtime;

/** A value that is not known before the deployment, such as the ARN of a resource that does not exist yet. */
export const unknown = Symbol("unknown");

/** A value that Pulumi encrypts in its state. */
export class Secret {
  constructor(readonly value: Value) {}
}

/** A property of a resource. Assets, archives and references to resources are plain objects of their parts. */
export type Value =
  null | boolean | number | string | typeof unknown | Secret | Value[] | { [key: string]: Value };

export type Properties = Record<string, Value>;

/** Reads the properties of a message between program and engine. */
export function fromWire(properties: object): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, readValue(value)]));
}

/** Writes properties in the form of a message between program and engine. */
export function toWire(properties: Properties): Record<string, Wire> {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, writeValue(value)]));
}

type Wire = null | boolean | number | string | Wire[] | { [key: string]: Wire };

function readValue(wire: unknown): Value {
  if (wire === unknownValue) return unknown;
  if (wire === null || typeof wire === "boolean" || typeof wire === "number" || typeof wire === "string")
    return wire;
  if (Array.isArray(wire)) return wire.map(readValue);
  if (typeof wire !== "object") throw new TypeError(`a property cannot be of type ${typeof wire}`);
  const { [specialSigKey]: signature, ...fields } = Object.fromEntries<unknown>(Object.entries(wire));
  return signature === specialSecretSig ? new Secret(readValue(fields.value)) : fromWire(fields);
}

function writeValue(value: Value): Wire {
  if (value === unknown) return unknownValue;
  if (value instanceof Secret) return { [specialSigKey]: specialSecretSig, value: writeValue(value.value) };
  if (Array.isArray(value)) return value.map(writeValue);
  return typeof value === "object" && value !== null ? toWire(value) : value;
}
