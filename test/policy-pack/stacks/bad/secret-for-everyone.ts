import * as aws from "@pulumi/aws";

import { existingSecretArn, plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["secret-policy-is-not-public"],
  program: (name) => {
    plainService(name);
    const statement = {
      Effect: "Allow",
      Principal: "*",
      Action: "secretsmanager:GetSecretValue",
      Resource: "*",
    };
    new aws.secretsmanager.SecretPolicy(name, {
      secretArn: existingSecretArn,
      policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
      blockPublicPolicy: true,
    });
  },
};
