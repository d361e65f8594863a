import { type Environment } from "../naming";
import { type Problem, problemAt } from "./problems";
import { type DeclaredStack } from "./stack-schema";

/** Names that must differ within a list. */
export function duplicateProblems(
  names: readonly { name: string; path: readonly PropertyKey[] }[],
): Problem[] {
  const first = new Map<string, readonly PropertyKey[]>();
  return names.flatMap(({ name, path }) => {
    const earlier = first.get(name);
    if (earlier)
      return [
        problemAt(path, `is declared already in ${problemAt(earlier, "").path}: keep one of them`, name),
      ];
    first.set(name, path);
    return [];
  });
}

/** The rules of the settings that all services share. */
export function sharedProblems(
  { network, recoveryWindowInDays, tags }: Omit<DeclaredStack, "services">,
  environment: Environment,
): Problem[] {
  const problems: Problem[] = [];
  if ((network.create === undefined) === (network.existing === undefined)) {
    problems.push(problemAt(["network"], "must have exactly one of create and existing"));
  }
  if (network.create) {
    const prefix = Number(network.create.cidrBlock.split("/")[1]);
    if (prefix < 16 || prefix > 24) {
      problems.push(
        problemAt(["network", "create", "cidrBlock"], "must be a /16 to /24 block", network.create.cidrBlock),
      );
    }
  }
  if (environment === "prod" && recoveryWindowInDays === 0) {
    problems.push(
      problemAt(
        ["recoveryWindowInDays"],
        "must be 7 to 30 in prod, so that a deleted secret can be restored",
        0,
      ),
    );
  }
  for (const [key, value] of Object.entries(tags)) {
    const rule = tagProblem(key, value);
    if (rule !== undefined) problems.push(problemAt(["tags", key], rule));
  }
  return problems;
}

function tagProblem(key: string, value: string): string | undefined {
  if (["Environment", "Service", "Project"].includes(key)) return "is set by the program: remove it";
  if (/^aws:/i.test(key)) return "must not start with aws:, which is AWS's own";
  if (key.length > 128 || value.length > 256)
    return "must have a key of at most 128 and a value of at most 256 characters";
  return undefined;
}
