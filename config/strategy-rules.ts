import { type StrategyDeclaration } from "../rotation/contract/strategy-schema";
import { formatPath, type Problem, problemAt } from "./problems";
import { type ServiceConfig } from "./service-schema";

type Path = readonly PropertyKey[];
type Keys = ServiceConfig["secrets"][number]["keys"];

/** One key's strategy, and its place. */
interface DeclaredStrategy {
  key: string;
  declaration: StrategyDeclaration;
  path: Path;
}

/** The rules of how the keys of one secret are rotated. `path` is that of the keys. */
export function strategyProblems(keys: Keys, path: Path): Problem[] {
  const strategies = Object.entries(keys).flatMap(([key, { rotation }]) =>
    rotation ? [{ key, declaration: rotation, path: [...path, key, "rotation"] }] : [],
  );
  return [
    ...strategies.flatMap((strategy) => [
      ...sourceProblems(strategy, keys),
      ...activeKeyProblems(strategy),
      ...addressProblems(strategy),
    ]),
    ...partnerProblems(strategies, keys, path),
  ];
}

/** Only a person can know the first of the credentials that alternate. */
function sourceProblems({ key, declaration: { strategy }, path }: DeclaredStrategy, keys: Keys): Problem[] {
  const isOfService = strategy === "random" || strategy === "manual";
  if (isOfService || keys[key]?.source !== "generated") return [];
  const rule = `needs a key with source: supplied, as its first value is a credential that ${strategy} has given out`;
  return [problemAt([...path, "strategy"], rule)];
}

function activeKeyProblems({ declaration, path }: DeclaredStrategy): Problem[] {
  if (declaration.strategy !== "issuer" || declaration.activeKeys >= 2) return [];
  const rule =
    "must be 2 or more: the old key must stay valid until no task holds it, so that with one key only each rotation is an outage. Use manual instead";
  return [problemAt([...path, "activeKeys"], rule)];
}

/** Credentials travel to these addresses. */
function addressProblems({ declaration, path }: DeclaredStrategy): Problem[] {
  const rule =
    "must begin with https://, as credentials are sent there: only a loopback address may do without";
  return addressesOf(declaration)
    .filter(([, address]) => !/^https:/i.test(address) && !isLoopback(address))
    .map(([setting]) => problemAt([...path, ...setting], rule));
}

function addressesOf(declaration: StrategyDeclaration): [setting: string[], address: string][] {
  if (declaration.strategy === "mongodb-atlas") return [[["apiUrl"], declaration.apiUrl]];
  if (declaration.strategy !== "issuer") return [];
  const { create, verify, revoke, list } = declaration;
  return Object.entries({ create, verify, revoke, ...(list ? { list } : {}) }).map(([name, { url }]) => [
    [name, "url"],
    url,
  ]);
}

function isLoopback(address: string): boolean {
  return /^http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?([/?#]|$)/i.test(address);
}

/** Keys that a strategy writes beside its own: each is declared, and written by nothing else. */
function partnerProblems(strategies: DeclaredStrategy[], keys: Keys, path: Path): Problem[] {
  const writers = new Map<string, Path>();
  return strategies.flatMap(({ key, declaration, path: own }) => {
    const partner = partnerOf(declaration);
    if (partner === undefined) return [];
    const at = [...own, ...partner.setting];
    const earlier = writers.get(partner.key);
    writers.set(partner.key, earlier ?? at);
    const rule = partnerRule(key, partner.key, keys, path, earlier) ?? idRule(declaration, keys[partner.key]);
    return rule === undefined ? [] : [problemAt(at, rule)];
  });
}

function partnerRule(
  key: string,
  partner: string,
  keys: Keys,
  path: Path,
  earlier: Path | undefined,
): string | undefined {
  if (partner === key) return `must be another key than ${key} itself`;
  const declared = Object.hasOwn(keys, partner) ? keys[partner] : undefined;
  if (declared === undefined) {
    const others = Object.keys(keys).filter((name) => name !== key);
    return `must be a key of the same secret: declare it${others.length === 0 ? "" : `, or name one of ${others.join(", ")}`}`;
  }
  if (declared.rotation) {
    const rotation = formatPath([...path, partner, "rotation"]);
    return `must be a key without a rotation of its own, as ${key}'s strategy writes it: remove ${rotation}`;
  }
  return earlier && `must be a key of its own: ${formatPath(earlier)} names the same one`;
}

function idRule(declaration: StrategyDeclaration, id: Keys[string] | undefined): string | undefined {
  if (declaration.strategy !== "issuer" || id?.source !== "generated") return undefined;
  return "must be a key with source: supplied, as its first value is an id that the issuer has given out";
}

function partnerOf(declaration: StrategyDeclaration): { key: string; setting: string[] } | undefined {
  if (declaration.strategy === "issuer") return { key: declaration.idKey, setting: ["idKey"] };
  if (declaration.strategy !== "random" || !declaration.overlap) return undefined;
  return { key: declaration.overlap.previousKey, setting: ["overlap", "previousKey"] };
}
