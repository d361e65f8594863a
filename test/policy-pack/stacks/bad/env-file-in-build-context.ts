import { randomBytes } from "node:crypto";

import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't use plaintext environment files",
  refusedBy: ["no-secret-file-in-build-context"],
  files: () => ({
    Dockerfile: "FROM node:20\nCOPY . /app\n",
    ".env": `DB_PASSWORD=${randomBytes(12).toString("hex")}\n`,
  }),
  changes: (folder) => ({ "services[0].build": { context: folder } }),
};
