import * as pulumi from "@pulumi/pulumi";

import { badStacks } from "./bad/index";
import { goodStacks } from "./good/index";

// Makes the stacks of plain resources that the configuration names, in one:
//   pulumi config set programs "token-in-command image-by-tag"

export = function program(): void {
  const names = pulumi.runtime.allConfig()["other-stacks:programs"] ?? "";
  names.split(" ").forEach((name, index) => {
    const stack = badStacks[name] ?? goodStacks[name];
    if (stack === undefined || !("program" in stack))
      throw new pulumi.RunError(`there is no stack "${name}"`);
    stack.program(`stack-${index}`);
  });
};
