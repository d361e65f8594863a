import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["no-allow-with-exclusion"],
  program: (name) => {
    plainService(name, {
      permissions: [
        { Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "arn:aws:s3:::web-prod/*" },
      ],
    });
  },
};
