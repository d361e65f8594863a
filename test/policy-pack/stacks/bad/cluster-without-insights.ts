import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Monitor secret access",
  refusedBy: ["cluster-has-container-insights"],
  program: (name) => {
    plainService(name, { cluster: { settings: [{ name: "containerInsights", value: "disabled" }] } });
  },
};
