import { type StatementElements } from "./policy-document";

/** One entry of a `Principal` element. */
export type PrincipalEntry = { type: "everyone" } | { type: "AWS" | "Service"; id: string };

/** AWS refuses wildcards within a principal; federated users are not evaluated here. */
const awsPrincipal =
  /^(?:\d{12}|arn:[a-z-]+:(?:iam::\d{12}:(?:root|(?:user|role)\/[^*?$]+)|sts::\d{12}:assumed-role(?:\/[^*?$/]+){2}))$/;
const servicePrincipal = /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/;

/** @throws when an entry is not a principal, or one that is not evaluated here */
export function parsePrincipal(principal: NonNullable<StatementElements["Principal"]>): PrincipalEntry[] {
  if (principal === "*") return [{ type: "everyone" }];
  const { AWS = [], Service = [] } = principal;
  const wrong = [
    ...AWS.filter((id) => id !== "*" && !awsPrincipal.test(id)),
    ...Service.filter((id) => !servicePrincipal.test(id)),
  ];
  if (wrong[0] !== undefined) throw new Error(`"${wrong[0]}" is not a principal that is evaluated here`);
  if (AWS.length + Service.length === 0) throw new Error("a Principal names someone");
  return [
    ...AWS.map((id) => (id === "*" ? { type: "everyone" as const } : { type: "AWS" as const, id })),
    ...Service.map((id) => ({ type: "Service" as const, id })),
  ];
}
