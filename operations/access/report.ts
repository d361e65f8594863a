import { aligned } from "../aligned";
import { type SecretAction, secretActions } from "./actions";
import { type AccessMatrix } from "./matrix";

/** The matrix for people: a row for each principal, a column for each secret, a letter for each action allowed. */
export function accessReport({ secrets, rows }: AccessMatrix): string {
  const numbers = secrets.map((_secret, index) => String(index + 1));
  const table = [
    ["", ...numbers],
    ...rows.map(({ principal, secrets: cells }) => [principal, ...cells.map(lettersOf)]),
  ];
  return [
    "Secrets",
    ...aligned(secrets.map(({ name }, index) => [`  ${numbers[index] ?? ""}`, name])),
    "",
    "Who may do what",
    ...aligned(table.map(([principal = "", ...cells]) => [`  ${principal}`, ...cells])),
    "",
    ...Object.values(secretActions).map(({ letter, meaning }) => `  ${letter}  ${meaning}`),
    "  -  nothing",
    "",
    "As the declared policies give it, all stacks being in one account. --json says why.",
  ].join("\n");
}

const actionNames: readonly SecretAction[] = [
  "read",
  "update",
  "delete",
  "changePolicy",
  "decryptThroughSecretsManager",
  "decryptDirectly",
];

/** Each letter has its place, so that columns can be compared. */
function lettersOf(cells: AccessMatrix["rows"][number]["secrets"][number]): string {
  const letters = actionNames.map((action) => (cells[action].allowed ? secretActions[action].letter : "."));
  return letters.every((letter) => letter === ".") ? "-" : letters.join("");
}
