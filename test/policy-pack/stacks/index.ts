import * as pulumi from "@pulumi/pulumi";

import { badStacks } from "./bad/index";
import { goodStacks } from "./good/index";

// Makes the stack of plain resources that the configuration names, as in
//   pulumi config set program token-in-command

export = function program(): void {
  const name = pulumi.runtime.allConfig()["other-stacks:program"] ?? "";
  const stack = badStacks[name] ?? goodStacks[name];
  if (stack === undefined || !("program" in stack)) throw new pulumi.RunError(`there is no stack "${name}"`);
  stack.program();
};
