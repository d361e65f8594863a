import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["kms-key-policy-names-principals"],
  program: (name) => {
    const statement = { Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" };
    plainService(name, {
      key: { policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) },
    });
  },
};
