import { randomBytes } from "node:crypto";

import { type BadStack } from "../stack";
import { secretText } from "../../../support/secret-text";

export const stack: BadStack = {
  guideline: "Don't hardcode secrets in task definitions",
  refusedBy: ["no-plaintext-secret-in-task-definition"],
  changes: () => ({
    "services[0].environment": {
      LOG_LEVEL: "info",
      DB_PASSWORD: secretText(randomBytes(12).toString("hex")),
    },
  }),
};
