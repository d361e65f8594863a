import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Use environment-specific secrets",
  refusedBy: ["secret-name-follows-convention"],
  program: () => {
    plainService({ secret: { name: "web-stage-credentials" } });
  },
};
