import { type PolicyException } from "../../policy-pack/policy-exceptions";

/** A day in UTC, so many days from now. */
export function daysFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** An exception that is in force; `overrides` says what is special about it. */
export function exception(overrides: Partial<PolicyException> = {}): PolicyException {
  return {
    policy: "no-public-ip",
    resource: "aws:ecs/service:Service::auth-service",
    reason: "a partner reaches it by its address until the VPN is there",
    owner: "platform@example.com",
    expires: daysFromNow(30),
    ...overrides,
  };
}

/** The configuration of the tests' project that declares exceptions. */
export function declaring(...policyExceptions: unknown[]): Record<string, string> {
  return { "secret-backed-services:policyExceptions": JSON.stringify(policyExceptions) };
}
