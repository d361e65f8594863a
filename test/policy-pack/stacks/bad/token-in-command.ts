import { randomBytes } from "node:crypto";

import { plainService } from "../plain-service";
import { type BadStack } from "../stack";
import { secretText } from "../../../support/secret-text";

export const stack: BadStack = {
  guideline: "Don't hardcode secrets in task definitions",
  refusedBy: ["no-plaintext-secret-in-task-definition"],
  program: (name) => {
    plainService(name, {
      container: {
        command: ["node", "server.js", "--token", `ghp_${secretText(randomBytes(18).toString("hex"))}`],
      },
    });
  },
};
