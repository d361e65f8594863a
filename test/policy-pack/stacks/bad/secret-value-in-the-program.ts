import { randomBytes } from "node:crypto";

import * as aws from "@pulumi/aws";

import { existingSecretArn, plainService } from "../plain-service";
import { type BadStack } from "../stack";
import { secretText } from "../../../support/secret-text";

export const stack: BadStack = {
  guideline: "Don't hardcode secrets in task definitions",
  refusedBy: ["secret-value-is-not-literal"],
  program: (name) => {
    plainService(name);
    new aws.secretsmanager.SecretVersion(name, {
      secretId: existingSecretArn,
      secretString: JSON.stringify({ password: secretText(randomBytes(12).toString("hex")) }),
    });
  },
};
