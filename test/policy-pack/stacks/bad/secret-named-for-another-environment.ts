import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Use environment-specific secrets",
  refusedBy: ["secret-name-follows-convention"],
  program: (name) => {
    plainService(name, { secret: { name: "web-stage-credentials" } });
  },
};
