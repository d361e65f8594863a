import { readFileSync } from "node:fs";

import { changedStacks } from "./delivery/changed-stacks";

/** Reads the changed files from standard input, one a line, and prints the stacks that they concern, as a JSON list. */
const files = readFileSync(0, "utf8").split("\n").filter(Boolean);
console.log(JSON.stringify(changedStacks(files)));
