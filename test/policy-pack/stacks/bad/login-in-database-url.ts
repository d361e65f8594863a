import { randomBytes } from "node:crypto";

import { plainService } from "../plain-service";
import { type BadStack } from "../stack";
import { secretText } from "../../../support/secret-text";

export const stack: BadStack = {
  guideline: "Don't hardcode secrets in task definitions",
  refusedBy: ["no-plaintext-secret-in-task-definition"],
  program: (name) => {
    const password = secretText(randomBytes(12).toString("hex"));
    const environment = [{ name: "DATABASE_URL", value: `postgres://web:${password}@db.example:5432/web` }];
    plainService(name, { container: { environment } });
  },
};
