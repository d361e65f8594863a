import {
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

import { parsedJson } from "../../parsed-json";
import { type StackSecret } from "../../stack/stack-secret";
import { look, type Sight } from "../sight";
import { type ObservedKey } from "./key";

/** What is known of a value without the value. */
export interface ValueShape {
  isObject: boolean;
  keys: string[];
  /** The keys whose values are something else than strings. */
  notStrings: string[];
}

/** A secret that is in use, with everything that the checks need of it. */
export interface ObservedSecret {
  secret: StackSecret;
  /** Not there where no version is current. */
  value: Sight<ValueShape | undefined>;
  policy: Sight<unknown>;
  /** Version id to its creation. */
  versions: Sight<ReadonlyMap<string, Date> | undefined>;
  /** Absent for a secret under the key of AWS. */
  key: Sight<ObservedKey | undefined> | undefined;
}

export async function observeSecret(
  client: SecretsManagerClient,
  secret: StackSecret,
  key: ObservedSecret["key"],
): Promise<ObservedSecret> {
  const SecretId = secret.arn;
  return {
    secret,
    value: await look(async () => {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
      return shapeOf(SecretString);
    }),
    policy: await look(async (): Promise<unknown> => {
      const { ResourcePolicy } = await client.send(new GetResourcePolicyCommand({ SecretId }));
      return ResourcePolicy === undefined ? undefined : JSON.parse(ResourcePolicy);
    }),
    versions: await look(async () => {
      const { Versions = [] } = await client.send(new ListSecretVersionIdsCommand({ SecretId }));
      return new Map(
        Versions.flatMap(({ VersionId = "", CreatedDate }) =>
          CreatedDate === undefined ? [] : [[VersionId, CreatedDate]],
        ),
      );
    }),
    key,
  };
}

/** Looks at a value and forgets it. */
export function shapeOf(text: string | undefined): ValueShape {
  const value = parsedJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { isObject: false, keys: [], notStrings: [] };
  }
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    isObject: true,
    keys: entries.map(([key]) => key),
    notStrings: entries.filter(([, each]) => typeof each !== "string").map(([key]) => key),
  };
}
