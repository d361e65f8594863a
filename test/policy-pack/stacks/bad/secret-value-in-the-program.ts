import { randomBytes } from "node:crypto";

import * as aws from "@pulumi/aws";

import { existingSecretArn, plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't hardcode secrets in task definitions",
  refusedBy: ["secret-value-is-not-literal"],
  program: () => {
    plainService();
    new aws.secretsmanager.SecretVersion("web", {
      secretId: existingSecretArn,
      secretString: JSON.stringify({ password: randomBytes(12).toString("hex") }),
    });
  },
};
