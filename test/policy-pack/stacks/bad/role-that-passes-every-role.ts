import { account } from "../accounts";
import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["iam-pass-role-scoped"],
  program: (name) => {
    const roles = `arn:aws:iam::${account}:role/*`;
    plainService(name, { permissions: [{ Effect: "Allow", Action: "iam:PassRole", Resource: roles }] });
  },
};
