import * as aws from "@pulumi/aws";

import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["no-iam-user"],
  program: (name) => {
    plainService(name);
    const user = new aws.iam.User(name, { name: "deploy" });
    new aws.iam.AccessKey(name, { user: user.name });
  },
};
