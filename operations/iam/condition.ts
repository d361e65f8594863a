import { type ConditionOperator, conditionOperators } from "./condition-operators";
import { within } from "./error-place";
import { expand } from "./policy-text";
import { type RequestContext } from "./request-context";

/** One condition key of a statement, under one operator. */
export interface Condition {
  key: string;
  values: readonly string[];
  set: "ForAllValues" | "ForAnyValue" | undefined;
  ifExists: boolean;
  /** `undefined` for `Null`, which tests the key and not its value. */
  operator: ConditionOperator | undefined;
}

const operatorName = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/**
 * Reads one condition key of a `Condition` element.
 *
 * @throws when the operator or the key is none, or a value does not suit the operator
 */
export function parseCondition(name: string, key: string, values: readonly string[]): Condition {
  const [, set, base = "", ifExists] = operatorName.exec(name) ?? [];
  const operator = conditionOperators.get(base);
  if (!operator && name !== "Null") throw new Error(`"${name}" is not an operator that is evaluated here`);
  if (!/^[A-Za-z0-9-]+:\S+$/.test(key)) throw new Error(`${name}: "${key}" is not a condition key`);
  const problem = values.map(operator?.problem ?? nullProblem).find((found) => found !== undefined);
  if (problem !== undefined) throw new Error(`${name} ${key}: ${problem}`);
  return {
    key,
    values,
    set: set === "ForAllValues" || set === "ForAnyValue" ? set : undefined,
    ifExists: ifExists !== undefined,
    operator,
  };
}

function nullProblem(value: string): string | undefined {
  return value === "true" || value === "false" ? undefined : `"${value}" is neither true nor false`;
}

/**
 * Whether a condition holds for a request: for any of its values, or for none of them where the operator is negated
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html).
 *
 * @throws when the key has several values and the operator no `ForAllValues:` or `ForAnyValue:`
 */
export function holds(condition: Condition, context: RequestContext): boolean {
  const { key, values, operator, set } = condition;
  const actual = context.get(key.toLowerCase());
  const isMissing = actual === undefined || actual.length === 0;
  if (!operator) return values.includes(String(isMissing));
  if (isMissing) return holdsWithoutKey(condition);
  const holdsForOne = (value: string) => holdsFor(value, condition, operator, context);
  if (typeof actual === "string") return holdsForOne(actual);
  if (set === undefined) throw new Error(`${key} has several values: say ForAllValues or ForAnyValue`);
  return set === "ForAllValues" ? actual.every(holdsForOne) : actual.some(holdsForOne);
}

/** The set operators decide before the negation does: all of no values, and not any of them. */
function holdsWithoutKey({ set, operator, ifExists }: Condition): boolean {
  if (ifExists || set === "ForAllValues") return true;
  return set === undefined && operator?.negated === true;
}

function holdsFor(
  actual: string,
  { key, values }: Condition,
  { negated, compare }: ConditionOperator,
  context: RequestContext,
): boolean {
  const matches = values.some((value) => {
    const expected = expand(value, context);
    return expected !== undefined && within(`context: ${key}`, () => compare(actual, expected));
  });
  return matches !== negated;
}
