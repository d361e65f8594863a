import { DescribeKeyCommand, GetKeyPolicyCommand, type KMSClient } from "@aws-sdk/client-kms";

import { look, type Sight } from "../sight";

/** A KMS key as far as it decides about decryption. */
export interface ObservedKey {
  arn: string;
  /** Such as `Enabled`, `Disabled` or `PendingDeletion`. */
  state: string;
  /** AWS's own key lets everyone in the account decrypt through Secrets Manager. */
  isManagedByAws: boolean;
  policy: Sight<unknown>;
}

export async function observeKey(client: KMSClient, KeyId: string): Promise<ObservedKey> {
  const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
  return {
    arn: KeyMetadata?.Arn ?? KeyId,
    state: KeyMetadata?.KeyState ?? "unknown",
    isManagedByAws: KeyMetadata?.KeyManager === "AWS",
    policy: await look(async (): Promise<unknown> => {
      const { Policy = "" } = await client.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" }));
      return JSON.parse(Policy);
    }),
  };
}
