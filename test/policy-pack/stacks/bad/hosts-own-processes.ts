import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["no-host-namespaces"],
  program: (name) => {
    plainService(name, { task: { pidMode: "host" } });
  },
};
