import { account, region } from "../accounts";
import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["iam-secret-read-scoped"],
  program: (name) => {
    const secrets = `arn:aws:secretsmanager:${region}:${account}:secret:*`;
    const statement = { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secrets };
    plainService(name, { permissions: [statement] });
  },
};
