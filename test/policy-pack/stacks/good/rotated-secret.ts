import { rotatedSecret } from "../rotated-secret";
import { type GoodStack } from "../stack";

export const stack: GoodStack = {
  description: "A secret that a function of the stack rotates every month",
  program: () => {
    rotatedSecret("web");
  },
};
