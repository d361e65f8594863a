import { randomInt } from "node:crypto";
import { type DeclarationOf } from "../contract/strategy-schema";
import { RotationError } from "../rotation-error";
import { type SecretValues } from "../secret-values";
import { type StrategyFactory } from "../strategy-factory";
import { type Overlap } from "../strategy";

type Random = DeclarationOf<"random">;

const lettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** The punctuation that first values have, by `@pulumi/random`. */
const punctuation = "!@#$%&*()-_=+[]{}<>:?";

/**
 * A value that only the service itself checks, such as a signing secret: no other system learns of a new one. With `overlap`, the
 * value before moves to the partner key, where the service still accepts it.
 */
export const random: StrategyFactory<"random"> = (key, declaration) => {
  const { overlap } = declaration;
  const keys = overlap === undefined ? [key] : [key, overlap.previousKey];
  return {
    keys,
    create: (current) => Promise.resolve(nextValues(key, declaration, current)),
    set: () => Promise.resolve(),
    test: (values) => testPresence(keys, values),
    retire: () => Promise.resolve(),
    ...(overlap === undefined ? {} : { overlap: overlapOf(key, overlap) }),
  };
};

function nextValues(key: string, { length, special, overlap }: Random, current: SecretValues): SecretValues {
  const next = randomText(length, special ? lettersAndDigits + punctuation : lettersAndDigits);
  if (overlap === undefined) return { [key]: next };
  const { [key]: before = "" } = current;
  // An empty partner would do harm: whoever signs with the empty text would be believed.
  return { [key]: next, [overlap.previousKey]: before === "" ? next : before };
}

function randomText(length: number, characters: string): string {
  return Array.from({ length }, () => characters.charAt(randomInt(characters.length))).join("");
}

/** The length is left alone: a first value, and one from before a change of the declaration, may have another. */
function testPresence(keys: readonly string[], values: SecretValues): Promise<void> {
  const absent = keys.find((key) => !values[key]);
  if (absent === undefined) return Promise.resolve();
  return Promise.reject(new RotationError(`${absent} has no value`));
}

function overlapOf(key: string, { previousKey, hours }: NonNullable<Random["overlap"]>): Overlap {
  return {
    hours,
    holdsOld: (values) => Boolean(values[key]) && values[previousKey] !== values[key],
    end: ({ [key]: value = "" }) => (value === "" ? {} : { [previousKey]: value }),
  };
}
