import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't use plaintext environment files",
  refusedBy: ["no-environment-files"],
  program: (name) => {
    const environmentFiles = [{ type: "s3", value: "arn:aws:s3:::web-prod/web.env" }];
    plainService(name, { container: { environmentFiles } });
  },
};
