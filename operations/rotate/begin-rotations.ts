import { hasLabel } from "../../rotation/contract/version-labels";
import { type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

import { Problem } from "../problem";
import { type StackSecret } from "../stack/stack-secret";
import { writtenLabel } from "../value/change-secret";
import { handValues } from "./hand-values";
import { journalsIn, lastVersionOf } from "./journal";
import { keyMakers } from "./key-makers";
import { type Plan } from "./plan";
import { type Rotation } from "./rotation";
import { stageOf } from "./stage";
import { writeJournal } from "./write-journal";

/** Gets what a person has to give, and then notes on each secret that its rotation begins. */
export async function beginRotations(
  client: SecretsManagerClient,
  [plan, ...others]: readonly [Plan, ...Plan[]],
  file: string | undefined,
): Promise<[Rotation, ...Rotation[]]> {
  const wanted = [plan, ...others].flatMap(({ secret, makers, parts }) =>
    parts === "function" ? [] : [{ secret, keys: makers.byHand }],
  );
  const values = await handValues(client, wanted, file);
  const begin = async (begun: Plan): Promise<Rotation> => {
    const { secret, makers } = begun;
    return { secret, makers, journal: await writeJournal(client, begun), values: values.get(secret.name) };
  };
  const rotations: [Rotation, ...Rotation[]] = [await begin(plan)];
  for (const other of others) rotations.push(await begin(other));
  return rotations;
}

/**
 * Takes up the rotations that the secrets' journals tell of, and gets what a person has still to give.
 *
 * @throws Problem where there is none
 */
export async function resumeRotations(
  client: SecretsManagerClient,
  secrets: readonly [StackSecret, ...StackSecret[]],
  file: string | undefined,
): Promise<[Rotation, ...Rotation[]]> {
  const found = secrets.flatMap((secret) =>
    journalsIn(secret.labels).map((journal) => ({ secret, journal, makers: keyMakers(secret) })),
  );
  const [first, ...others] = found;
  if (first === undefined) {
    throw new Problem(
      `there is no unfinished rotation of ${secrets[0].service}: leave out --resume to begin one`,
    );
  }
  const open = found.filter(isOpenForHand).map(({ secret, makers }) => ({ secret, keys: makers.byHand }));
  const values = await handValues(client, open, file);
  const withValues = (one: Omit<Rotation, "values">) => ({ ...one, values: values.get(one.secret.name) });
  return [withValues(first), ...others.map(withValues)];
}

/** Whether a person's values are not written yet. */
function isOpenForHand({ journal, secret: { labels } }: Omit<Rotation, "values">): boolean {
  const isOpen = ["create", "update"].includes(stageOf(journal, labels));
  return journal.parts !== "function" && isOpen && !hasLabel(lastVersionOf(journal), writtenLabel, labels);
}
