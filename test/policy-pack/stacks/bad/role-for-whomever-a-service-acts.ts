import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["service-trust-names-its-source"],
  program: (name) => {
    plainService(name, { trust: { Condition: undefined } });
  },
};
