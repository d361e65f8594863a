import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["no-privileged-container"],
  program: (name) => {
    plainService(name, { container: { privileged: true } });
  },
};
