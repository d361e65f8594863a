import * as pulumi from "@pulumi/pulumi";

import { isList, parseJson, textAt, type Value } from "./known-values";

/** What a stack's configuration lets one policy find in one resource, for a time. */
export interface PolicyException {
  policy: string;
  /** Type and name of the resource, `aws:ecs/service:Service::auth-service`, as its URN ends. */
  resource: string;
  reason: string;
  owner: string;
  /** Last day on which it holds, `YYYY-MM-DD`, in UTC. */
  expires: string;
}

/** An entry of the configuration, and how messages call it. */
export interface DeclaredException {
  label: string;
  /** Absent where the entry says too little to be one. */
  exception?: PolicyException;
}

const setting = "policyExceptions";

/**
 * The exceptions in the configuration of the stack that is previewed or updated. The engine gives a pack the stack's
 * configuration; `pulumi policy analyze`, which has none, knows no exceptions.
 *
 * @returns a single entry that is none, where the setting as a whole is no list
 */
export function declaredExceptions(project: string): readonly DeclaredException[] {
  const text = new pulumi.Config(project).get(setting);
  if (text === undefined) return [];
  const declared = parseJson(text) ?? null;
  if (!isList(declared)) return [{ label: setting }];
  return declared.map((entry, index) => {
    const exception = readException(entry);
    return { label: `${setting}[${index}]`, ...(exception && { exception }) };
  });
}

function readException(entry: Value): PolicyException | undefined {
  const text = (key: string) => {
    const found = textAt(entry, key);
    return typeof found === "string" ? found.trim() : "";
  };
  const [policy, resource, reason, owner] = ["policy", "resource", "reason", "owner"].map(text);
  const expires = dateIn(text("expires"));
  return policy && resource && reason && owner && expires
    ? { policy, resource, reason, owner, expires }
    : undefined;
}

/** A day of the calendar. Pulumi hands a date that stands without quotes in a stack's file over with a time after it. */
function dateIn(text: string): string | undefined {
  const [, date = ""] = /^(\d{4}-\d{2}-\d{2})(?: 00:00:00 \+0000 UTC)?$/.exec(text) ?? [];
  const time = Date.parse(date);
  return !Number.isNaN(time) && dayOf(time) === date ? date : undefined;
}

/** The day of a time in milliseconds, in UTC. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

export function isExpired({ expires }: PolicyException): boolean {
  return expires < dayOf(Date.now());
}

/** Whether an exception is of this resource: its type, alone or after those of its parents, and its name are the same. */
export function isOfResource({ resource }: PolicyException, urn: string): boolean {
  const [, , types = "", ...name] = urn.split("::");
  return [types, types.split("$").at(-1) ?? ""].some((type) => [type, ...name].join("::") === resource);
}

/** The exception in force of a policy and a resource. */
export function exceptionInForce(policy: string, urn: string): PolicyException | undefined {
  const [, project = ""] = urn.split("::");
  return declaredExceptions(project)
    .flatMap(({ exception }) => exception ?? [])
    .find((it) => it.policy === policy && isOfResource(it, urn) && !isExpired(it));
}

/** What stands before a message that an exception is of, wherever the message is shown. */
export function exceptionNote({ expires, owner, reason }: PolicyException): string {
  return `excepted until ${expires} by ${owner} (${reason}): `;
}
