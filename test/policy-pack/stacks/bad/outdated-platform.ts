import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["fargate-platform-version-is-current"],
  program: (name) => {
    plainService(name, { service: { platformVersion: "1.3.0" } });
  },
};
