import * as aws from "@pulumi/aws";

import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["no-broad-managed-policy"],
  program: (name) => {
    plainService(name);
    const policyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
    new aws.iam.RolePolicyAttachment(name, { role: `${name}-task`, policyArn });
  },
};
