import {
  CreateSecretCommand,
  DeleteSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { z } from "zod";

import { type Registration } from "../../../local/offline/registration";
import { Secret } from "../../../local/offline/wire-values";
import { type Environment } from "../../../naming";
import { clientOptions } from "../local-aws";
import { recordStack } from "../whole-stack";

const secretInputs = z.object({ name: z.string(), tags: z.record(z.string(), z.string()) });
const versionInputs = z.object({
  secretString: z.instanceof(Secret).transform(({ value }) => z.string().parse(value)),
  versionStages: z.array(z.string()),
});

/** The secrets of a shipped stack's service in the local AWS, with the tags, first values and labels that its program gives them. */
export class DeployedSecrets {
  readonly #client = new SecretsManagerClient(clientOptions());
  readonly #arns: string[] = [];

  async deploy(service: string, environment: Environment): Promise<void> {
    const { resources } = await recordStack(environment);
    const ofType = (type: string) => resources.filter((resource) => resource.type === type);
    for (const secret of ofType("aws:secretsmanager/secret:Secret")) {
      if (secretInputs.parse(secret.inputs).tags.Service !== service) continue;
      const version = ofType("aws:secretsmanager/secretVersion:SecretVersion").find(
        ({ name }) => name === secret.name,
      );
      if (version === undefined) throw new Error(`${secret.name} has no first value`);
      await this.#create(secret, version);
    }
  }

  async #create(secret: Registration, version: Registration): Promise<void> {
    const { name, tags } = secretInputs.parse(secret.inputs);
    const { secretString, versionStages } = versionInputs.parse(version.inputs);
    const { ARN, VersionId } = await this.#client.send(
      new CreateSecretCommand({
        Name: name,
        SecretString: secretString,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    if (ARN !== undefined) this.#arns.push(ARN);
    for (const VersionStage of versionStages.filter((label) => label !== "AWSCURRENT")) {
      await this.#client.send(
        new UpdateSecretVersionStageCommand({ SecretId: ARN, VersionStage, MoveToVersionId: VersionId }),
      );
    }
  }

  async remove(): Promise<void> {
    for (const SecretId of this.#arns) {
      await this.#client.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
    }
  }
}
