import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Use least-privilege permissions",
  refusedBy: ["no-open-ingress"],
  program: (name) => {
    plainService(name, { ingress: { fromPort: 5432, toPort: 5432 } });
  },
};
