import * as aws from "@pulumi/aws";

import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["no-iam-user"],
  program: () => {
    plainService();
    const user = new aws.iam.User("deploy", { name: "deploy" });
    new aws.iam.AccessKey("deploy", { user: user.name });
  },
};
