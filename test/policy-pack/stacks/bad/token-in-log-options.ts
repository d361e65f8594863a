import { randomUUID } from "node:crypto";

import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't hardcode secrets in task definitions",
  refusedBy: ["no-credential-in-log-options"],
  program: (name) => {
    const options = { "splunk-url": "https://splunk.example:8088", "splunk-token": randomUUID() };
    plainService(name, { container: { logConfiguration: { logDriver: "splunk", options } } });
  },
};
