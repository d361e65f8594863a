import { account } from "../accounts";
import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["task-and-execution-roles-differ"],
  program: (name) => {
    const roleArn = `arn:aws:iam::${account}:role/web`;
    plainService(name, { task: { executionRoleArn: roleArn, taskRoleArn: roleArn } });
  },
};
