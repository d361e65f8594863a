import { account, region } from "../accounts";
import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't hardcode secrets in task definitions",
  refusedBy: ["secrets-only-from-secrets-manager"],
  program: (name) => {
    const valueFrom = `arn:aws:ssm:${region}:${account}:parameter/web/prod/password`;
    plainService(name, { container: { secrets: [{ name: "DATABASE_PASSWORD", valueFrom }] } });
  },
};
