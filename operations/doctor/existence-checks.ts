import { type Finding, ok, problem, unknown } from "./finding";
import { type Reference } from "./reference";
import { type Sight } from "./sight";

/** ARNs of the secrets that there are, by name. */
export type KnownSecrets = ReadonlyMap<string, string>;

const fix =
  "make it again by deploying the stack; a secret that was deleted for good takes its values with it";

/**
 * Whether the secrets are there that the tasks take.
 *
 * @param unlisted ARN of each secret that is not among the environment's own to what there is of it, if anything
 */
export function existenceFindings(
  references: readonly Reference[],
  known: KnownSecrets,
  unlisted: ReadonlyMap<string, Sight<unknown>>,
): Finding[] {
  const full = references.filter(({ isFullArn }) => isFullArn);
  const first = new Map(full.map((reference) => [reference.arn, reference]));
  return [...first.values()].map(({ arn, secretName }) => {
    const present = known.get(secretName);
    const sight = unlisted.get(arn) ?? { seen: undefined };
    if ("hidden" in sight) return unknown("secret-exists", secretName, sight.hidden);
    if (present === arn || sight.seen !== undefined) return ok("secret-exists", secretName, "it is there");
    if (present !== undefined) {
      return problem(
        "secret-exists",
        secretName,
        `it was made anew: its ARN ends in ${present.slice(-6)}, and the tasks ask for ${arn.slice(-6)}`,
        "deploy the stack again, which gives the tasks the new ARN",
      );
    }
    return problem("secret-exists", secretName, "there is no such secret in this account and Region", fix);
  });
}

/** The ARNs that existence has to be asked for: those of no known secret, in the place of the tasks. */
export function unlistedArns(
  references: readonly Reference[],
  known: KnownSecrets,
  { region, account }: { region: string; account: string },
): string[] {
  const unlisted = references.filter(
    (reference) =>
      reference.isFullArn &&
      reference.region === region &&
      reference.account === account &&
      !known.has(reference.secretName),
  );
  return [...new Set(unlisted.map(({ arn }) => arn))];
}
