import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Maintain audit logs",
  refusedBy: ["container-sends-logs"],
  program: (name) => {
    plainService(name, { container: { logConfiguration: undefined } });
  },
};
