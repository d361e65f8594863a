import * as pulumi from "@pulumi/pulumi";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

const { specialResourceSig, specialSecretSig, specialSigKey, unknownValue } = pulumi.runtime;

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

/** A value in the form of a message. */
export type Wire = null | boolean | number | string | Wire[] | { [key: string]: Wire };

/** The properties of a message, as they are read from it. */
export type WireProperties = ReturnType<Struct["toJavaScript"]>;

/** A message of these properties, for whom does no more than read them back: to write them into it would take longer than all else. */
export function structOf(properties: WireProperties): Struct {
  const struct = new Struct();
  struct.toJavaScript = () => properties;
  return struct;
}

/**
 * Puts ids in the place of references to resources, and URNs where components are referred to, as the engine does for
 * whom cannot read references.
 */
export function withoutReferences(properties: object): Record<string, Wire> {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, withoutReference(value)]));
}

function withoutReference(wire: unknown): Wire {
  if (Array.isArray(wire)) return wire.map(withoutReference);
  if (!isObject(wire)) return writeValue(readValue(wire));
  if (wire[specialSigKey] === specialResourceSig) return withoutReference(wire.id ?? wire.urn);
  return withoutReferences(wire);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readValue(wire: unknown): Value {
  if (wire === unknownValue) return unknown;
  if (wire === null || typeof wire === "boolean" || typeof wire === "number" || typeof wire === "string")
    return wire;
  if (Array.isArray(wire)) return wire.map(readValue);
  if (!isObject(wire)) throw new TypeError(`a property cannot be of type ${typeof wire}`);
  const { [specialSigKey]: signature, ...fields } = wire;
  return signature === specialSecretSig ? new Secret(readValue(fields.value)) : fromWire(fields);
}

function writeValue(value: Value): Wire {
  if (value === unknown) return unknownValue;
  if (value instanceof Secret) return { [specialSigKey]: specialSecretSig, value: writeValue(value.value) };
  if (Array.isArray(value)) return value.map(writeValue);
  return typeof value === "object" && value !== null ? toWire(value) : value;
}
