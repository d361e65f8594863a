import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

import { reportAges } from "./report-ages";
import { secretState } from "./secret-state";
import { watchedSecrets } from "./watched-secret";

const client = new SecretsManagerClient();

/** Reports how old the secrets of an environment are. Called on a schedule; whatever the event says does not matter. */
export async function handler(): Promise<void> {
  const { SECRETS = "[]", NAMESPACE = "" } = process.env;
  await reportAges({
    secrets: watchedSecrets(SECRETS),
    namespace: NAMESPACE,
    now: new Date(),
    stateOf: (name) => secretState(client, name),
    print: (line) => {
      console.log(line);
    },
  });
}
