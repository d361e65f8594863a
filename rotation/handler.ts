import { answer } from "./answer";
import { systemClock } from "./clock";
import { declaredStrategies } from "./declared-strategies";
import { SecretsManagerStore } from "./secrets-manager-store";

const store = new SecretsManagerStore();

/** A service's rotation function. */
export async function handler(event: unknown) {
  const readSecret = (arn: string) => store.readCurrent(arn);
  const strategiesOf = declaredStrategies(process.env, { readSecret });
  return answer(event, { store, clock: systemClock, strategiesOf });
}
