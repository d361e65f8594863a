import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Use least-privilege permissions",
  refusedBy: ["iam-resources-are-named"],
  program: (name) => {
    plainService(name, { permissions: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" }] });
  },
};
