import * as aws from "@pulumi/aws";

import { imageRepository } from "../image-repository";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["image-repository-is-not-public"],
  program: (name) => {
    const statement = { Effect: "Allow", Principal: "*", Action: ["ecr:BatchGetImage"] };
    new aws.ecr.RepositoryPolicy(name, {
      repository: imageRepository(name).name,
      policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
    });
  },
};
