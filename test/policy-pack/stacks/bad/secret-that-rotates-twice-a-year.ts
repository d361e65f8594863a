import { rotatedSecret } from "../rotated-secret";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Implement automatic rotation",
  refusedBy: ["secret-rotates-in-time"],
  program: (name) => {
    rotatedSecret(name, { rotationRules: { scheduleExpression: "cron(0 4 1 JAN,JUL ? *)" } });
  },
};
