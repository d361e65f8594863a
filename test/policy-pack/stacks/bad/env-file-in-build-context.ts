import { randomBytes } from "node:crypto";

import { type BadStack } from "../stack";
import { secretText } from "../../../support/secret-text";

export const stack: BadStack = {
  guideline: "Don't use plaintext environment files",
  refusedBy: ["no-secret-file-in-build-context"],
  files: () => ({
    Dockerfile: "FROM node:20\nCOPY . /app\n",
    ".env": `DB_PASSWORD=${secretText(randomBytes(12).toString("hex"))}\n`,
  }),
  changes: (folder) => ({ "services[0].build": { context: folder } }),
};
