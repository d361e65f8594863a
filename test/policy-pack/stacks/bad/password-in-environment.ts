import { randomBytes } from "node:crypto";

import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't hardcode secrets in task definitions",
  refusedBy: ["no-plaintext-secret-in-task-definition"],
  changes: () => ({
    "services[0].environment": { LOG_LEVEL: "info", DB_PASSWORD: randomBytes(12).toString("hex") },
  }),
};
