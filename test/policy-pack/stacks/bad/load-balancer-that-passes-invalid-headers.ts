import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Use least-privilege permissions",
  refusedBy: ["load-balancer-drops-invalid-headers"],
  program: (name) => {
    plainService(name, { loadBalancer: { dropInvalidHeaderFields: false } });
  },
};
