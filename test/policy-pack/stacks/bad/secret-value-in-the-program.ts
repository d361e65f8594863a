import { randomBytes } from "node:crypto";

import * as aws from "@pulumi/aws";

import { existingSecretArn, plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't hardcode secrets in task definitions",
  refusedBy: ["secret-value-is-not-literal"],
  program: (name) => {
    plainService(name);
    new aws.secretsmanager.SecretVersion(name, {
      secretId: existingSecretArn,
      secretString: JSON.stringify({ password: randomBytes(12).toString("hex") }),
    });
  },
};
