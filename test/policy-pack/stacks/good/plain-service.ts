import { plainService } from "../plain-service";
import { type GoodStack } from "../stack";

export const stack: GoodStack = {
  description: "The service that each bad stack of plain resources breaks in one place",
  program: () => {
    plainService("web");
  },
};
