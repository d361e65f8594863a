import { type StatementElements } from "../../../operations/iam/policy-document";

type Conditions = NonNullable<StatementElements["Condition"]>;

/** One condition key under one operator. */
interface Term {
  operator: string;
  key: string;
  values: readonly string[];
}

/** A step, and the conditions after it. */
export interface ConditionChange {
  step: string;
  conditions: Conditions;
}

/** What every request has, so that `...IfExists` makes no difference to it. */
const keysOfEveryRequest: readonly string[] = [
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principalisawsservice",
  "aws:resourceaccount",
  "aws:securetransport",
];

/** Every single step that removes a condition or a value, lets more values pass, or turns a condition round. */
export function conditionChanges(conditions: Conditions): ConditionChange[] {
  const terms = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]): Term => ({ operator, key, values })),
  );
  return terms.flatMap((term, index) => {
    const others = terms.toSpliced(index, 1);
    const isTaken = ({ operator, key }: Term) =>
      others.some((other) => other.operator === operator && other.key === key);
    return [
      { step: `remove ${term.operator} ${term.key}`, conditions: conditionsOf(others) },
      ...replacements(term)
        .filter((replacement) => !isTaken(replacement))
        .map((replacement) => ({
          step: `replace ${text(term)} by ${text(replacement)}`,
          conditions: conditionsOf(terms.toSpliced(index, 1, replacement)),
        })),
    ];
  });
}

function conditionsOf(terms: readonly Term[]): Conditions {
  const conditions: Conditions = {};
  for (const { operator, key, values } of terms) {
    conditions[operator] = { ...conditions[operator], [key]: [...values] };
  }
  return conditions;
}

function text({ operator, key, values }: Term): string {
  return `${operator} ${key} ${values.join(", ")}`;
}

function replacements(term: Term): Term[] {
  return [...withoutOneValue(term), ...turnedRound(term), ...loosened(term)];
}

function withoutOneValue(term: Term): Term[] {
  const { values } = term;
  return values.length > 1 ? values.map((_, index) => ({ ...term, values: values.toSpliced(index, 1) })) : [];
}

function turnedRound(term: Term): Term[] {
  const { operator, values } = term;
  const opposite = oppositeOperator(operator);
  if (opposite !== undefined) return [{ ...term, operator: opposite }];
  const isFlag = /^(?:Bool|Null)/.test(operator) && values.length === 1;
  return isFlag ? [{ ...term, values: [values[0] === "true" ? "false" : "true"] }] : [];
}

/** The operator that holds where the given one does not, as far as the key is there. */
function oppositeOperator(operator: string): string | undefined {
  const opposite = operator.includes("Not")
    ? operator.replace("Not", "")
    : operator.replace(/(String|Arn|Numeric|Date)(?=Equals|Like)|(?=IpAddress)/, "$1Not");
  return opposite === operator ? undefined : opposite;
}

/** A condition that asks for certain values comes to ask for any value, or not to mind a missing one. */
function loosened({ operator, key, values }: Term): Term[] {
  if (operator === "Null" || operator.includes("Not")) return [];
  const mindsMissing =
    !operator.startsWith("ForAllValues:") &&
    !operator.endsWith("IfExists") &&
    !keysOfEveryRequest.includes(key.toLowerCase());
  return [
    { operator: "Null", key, values: ["false"] },
    ...(mindsMissing ? [{ operator: `${operator}IfExists`, key, values }] : []),
  ];
}
