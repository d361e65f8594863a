import { randomBytes } from "node:crypto";

import { type BadStack } from "../stack";
import { secretText } from "../../../support/secret-text";

export const stack: BadStack = {
  guideline: "Don't store credentials in Dockerfiles",
  refusedBy: ["no-credential-in-dockerfile"],
  files: () => ({
    Dockerfile: [
      "FROM node:20",
      `ENV DB_PASSWORD=${secretText(randomBytes(12).toString("hex"))}`,
      "COPY src /app",
      "",
    ].join("\n"),
    "src/server.js": "",
  }),
  changes: (folder) => ({ "services[0].build": { context: folder } }),
};
