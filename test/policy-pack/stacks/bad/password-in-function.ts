import { randomBytes } from "node:crypto";

import { rotatedSecret } from "../rotated-secret";
import { type BadStack } from "../stack";
import { secretText } from "../../../support/secret-text";

export const stack: BadStack = {
  guideline: "Don't hardcode secrets in task definitions",
  refusedBy: ["no-plaintext-secret-in-function"],
  program: (name) => {
    rotatedSecret(name, {
      lambda: { environment: { variables: { DB_PASSWORD: secretText(randomBytes(12).toString("hex")) } } },
    });
  },
};
