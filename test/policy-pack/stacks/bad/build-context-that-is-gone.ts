import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't store credentials in Dockerfiles",
  refusedBy: ["no-credential-in-dockerfile", "no-secret-file-in-build-context"],
  changes: (folder) => ({ "services[0].build": { context: `${folder}/gone` } }),
};
