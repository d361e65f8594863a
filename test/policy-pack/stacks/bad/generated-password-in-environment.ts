import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

import { plainContainer, plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't hardcode secrets in task definitions",
  refusedBy: ["no-plaintext-secret-in-task-definition"],
  program: (name) => {
    const { result } = new random.RandomPassword(name, { length: 32 });
    const containerDefinitions = pulumi.jsonStringify([
      { ...plainContainer, environment: [{ name: "DB_PASSWORD", value: result }] },
    ]);
    plainService(name, { task: { containerDefinitions } });
  },
};
