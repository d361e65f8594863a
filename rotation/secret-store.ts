import { type LabelMove } from "./contract/move-label";
import { type VersionLabels } from "./contract/version-labels";
import { type SecretValues } from "./secret-values";

export interface SecretDescription {
  /** The full ARN. */
  arn: string;
  name: string;
  rotationEnabled: boolean;
  /** ARN of the rotation function, if there is one. */
  rotationFunctionArn?: string | undefined;
  versions: VersionLabels;
}

/** One API call of Secrets Manager for each method, and no more knowledge than that. */
export interface SecretStore {
  /** DescribeSecret. */
  describe(secretId: string): Promise<SecretDescription>;
  /** GetSecretValue of a version; `undefined` where the version has no value yet. @throws RotationError for no JSON object of strings. */
  read(secretId: string, versionId: string): Promise<SecretValues | undefined>;
  /** PutSecretValue: writes a version's value once, and moves these labels to it. */
  write(secretId: string, version: NewVersion): Promise<void>;
  /** UpdateSecretVersionStage. AWSPREVIOUS follows AWSCURRENT by itself. */
  move(secretId: string, move: LabelMove): Promise<void>;
}

export interface NewVersion {
  /** ClientRequestToken: the version's id. */
  id: string;
  values: SecretValues;
  labels: readonly string[];
  /** What Secrets Manager gave the rotation function to prove itself with; absent outside a rotation. Never logged. */
  rotationToken?: string | undefined;
}
