import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Use least-privilege permissions",
  refusedBy: ["listener-uses-modern-tls"],
  program: (name) => {
    plainService(name, { listener: { sslPolicy: "ELBSecurityPolicy-2016-08" } });
  },
};
