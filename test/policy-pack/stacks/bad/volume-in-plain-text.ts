import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["efs-volume-is-encrypted-in-transit"],
  program: (name) => {
    const efsVolumeConfiguration = { fileSystemId: "fs-0123456789abcdef0" };
    plainService(name, { task: { volumes: [{ name: "data", efsVolumeConfiguration }] } });
  },
};
