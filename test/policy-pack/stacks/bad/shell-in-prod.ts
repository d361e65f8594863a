import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Monitor secret access",
  refusedBy: ["no-exec-in-prod"],
  program: (name) => {
    plainService(name, { service: { enableExecuteCommand: true } });
  },
};
