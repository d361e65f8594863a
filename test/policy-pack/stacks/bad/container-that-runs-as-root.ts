import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["container-runs-as-non-root"],
  program: (name) => {
    plainService(name, { container: { user: "root" } });
  },
};
