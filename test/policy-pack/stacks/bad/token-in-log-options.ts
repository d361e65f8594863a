import { plainService } from "../plain-service";
import { type BadStack } from "../stack";
import { secretText } from "../../../support/secret-text";

export const stack: BadStack = {
  guideline: "Don't hardcode secrets in task definitions",
  refusedBy: ["no-credential-in-log-options"],
  program: (name) => {
    const options = { "splunk-url": "https://splunk.example:8088", "splunk-token": secretText() };
    plainService(name, { container: { logConfiguration: { logDriver: "splunk", options } } });
  },
};
