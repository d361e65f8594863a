import { account, region } from "../accounts";
import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["image-is-pinned-by-digest"],
  program: (name) => {
    plainService(name, { container: { image: `${account}.dkr.ecr.${region}.amazonaws.com/web:latest` } });
  },
};
