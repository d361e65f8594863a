import { randomBytes } from "node:crypto";

import { plainService } from "../plain-service";
import { type BadStack } from "../stack";
import { secretText } from "../../../support/secret-text";

export const stack: BadStack = {
  guideline: "Don't hardcode secrets in task definitions",
  refusedBy: ["no-plaintext-secret-in-task-definition"],
  program: (name) => {
    const password = secretText(randomBytes(12).toString("hex"));
    plainService(name, {
      container: { healthCheck: { command: ["CMD-SHELL", `redis-cli -a ${password} ping || exit 1`] } },
    });
  },
};
