import * as aws from "@pulumi/aws";

import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["no-broad-managed-policy"],
  program: () => {
    plainService();
    const policyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
    new aws.iam.RolePolicyAttachment("web", { role: "web-task", policyArn });
  },
};
