import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Use least-privilege permissions",
  refusedBy: ["load-balancer-listens-on-https-only"],
  program: (name) => {
    plainService(name, {
      listener: { port: 80, protocol: "HTTP", sslPolicy: undefined, certificateArn: undefined },
    });
  },
};
