import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Maintain audit logs",
  refusedBy: ["kms-key-deletion-waits"],
  program: (name) => {
    plainService(name, { key: { deletionWindowInDays: 7 } });
  },
};
