import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["role-trust-names-its-principals"],
  program: (name) => {
    plainService(name, { trust: { Principal: { AWS: "*" }, Condition: undefined } });
  },
};
