import { keysOfTags } from "../../rotation/contract/key-tags";
import { pendingVersion } from "../../rotation/contract/version-labels";
import { InputError } from "../input-error";
import { type StackSecret } from "../stack/stack-secret";

/**
 * Makes sure that a key is one that the stack declares for the secret: a key that nobody declares reaches no task.
 *
 * @throws InputError where it is not
 */
export function requireDeclared(secret: Pick<StackSecret, "name" | "tags">, key: string): void {
  const declared = Object.keys(keysOfTags(secret.tags));
  if (declared.length === 0 || declared.includes(key)) return; // a secret without the tags of a stack says nothing
  throw new InputError(
    `${key} is no key of ${secret.name}, which has ${declared.join(", ")}: correct it, or add it by --new-key before the deployment that declares it`,
  );
}

/** @throws InputError while a rotation of the secret is under way: a value put meanwhile would abandon it */
export function requireNoRotation({ name, labels }: Pick<StackSecret, "name" | "labels">): void {
  const pending = pendingVersion(labels);
  if (pending === undefined) return;
  throw new InputError(
    `a rotation of ${name} is unfinished (AWSPENDING is on version ${pending}): wait for it, or let secrets doctor look at it`,
  );
}
