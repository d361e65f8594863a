import { current } from "../contract/labels";
import { refuseUnfinishedRollout } from "./refuse-unfinished-rollout";
import { type RotationEvent } from "../rotation-event";
import { type Secret } from "../secret";
import { isRefusal } from "../secret-store-error";
import { testSecret } from "./test-secret";
import { hasLabel, versionWith } from "../contract/version-labels";

/** Makes the pending version current, once it is proven again: this call may have come before the steps that it follows. */
export async function finishSecret(secret: Secret, event: RotationEvent): Promise<void> {
  await testSecret(secret, event);
  await promote(secret, event.ClientRequestToken);
}

/** Secrets Manager refuses to take AWSCURRENT from a version that does not have it: then it was described too early. */
async function promote(secret: Secret, token: string, attempts = 5): Promise<void> {
  const { arn, store, clock, versions } = secret;
  try {
    await store.move(arn, { label: current, from: versionWith(current, versions), to: token });
  } catch (error) {
    if (!isRefusal(error, "InvalidParameterException") || attempts === 1) throw error;
    await clock.wait(1000);
    const later = { ...secret, ...(await store.describe(arn)) };
    if (hasLabel(token, current, later.versions)) return;
    refuseUnfinishedRollout(later);
    await promote(later, token, attempts - 1);
  }
}
