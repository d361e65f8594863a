import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Maintain audit logs",
  refusedBy: ["container-sends-logs"],
  program: () => {
    plainService({ container: { logConfiguration: undefined } });
  },
};
