import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Implement automatic rotation",
  refusedBy: ["secret-deletion-can-be-undone"],
  program: (name) => {
    plainService(name, { secret: { recoveryWindowInDays: 0 } });
  },
};
