import { type Finding, judged, ok, problem } from "./finding";
import { type ObservedKey } from "./observe/key";
import { type Sight } from "./sight";

/** How each state of a key that cannot be used is ended (https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html). */
const fixes: Readonly<Record<string, string>> = {
  Disabled: "enable it: aws kms enable-key --key-id",
  PendingDeletion: "cancel its deletion, then enable it: aws kms cancel-key-deletion --key-id",
  PendingImport: "import its key material again",
  Unavailable: "connect its custom key store again",
};

/** Whether a secret's key can be used at all. */
export function keyFindings(secret: string, keyId: string, sight: Sight<ObservedKey | undefined>): Finding[] {
  const id = keyId.slice(keyId.lastIndexOf("/") + 1);
  return judged("key-state", secret, sight, (key) => {
    if (key === undefined) {
      const fix = "what it encrypted is lost: put a new value under another key";
      return [problem("key-state", secret, `its key ${id} is not there`, fix)];
    }
    if (key.state === "Enabled") return [ok("key-state", secret, `its key ${id} is enabled`)];
    const fix = fixes[key.state] ?? "wait, then look again";
    return [
      problem(
        "key-state",
        secret,
        `its key ${id} is ${key.state}, so that nobody can read it`,
        fix.endsWith("--key-id") ? `${fix} ${id}` : fix,
      ),
    ];
  });
}
