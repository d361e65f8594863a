import { subnets } from "../accounts";
import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Use least-privilege permissions",
  refusedBy: ["no-public-ip"],
  program: (name) => {
    plainService(name, {
      service: { networkConfiguration: { subnets, assignPublicIp: true } },
    });
  },
};
