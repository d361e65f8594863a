import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["iam-actions-name-no-whole-service"],
  program: (name) => {
    plainService(name, {
      permissions: [{ Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::web-prod/*" }],
    });
  },
};
