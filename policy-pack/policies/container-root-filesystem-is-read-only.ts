import { inspectContainers } from "../container-definitions";
import { awsFoundationalSecurity } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { judgeText } from "../judge-text";
import { textAt, valuesAt } from "../known-values";

export const containerRootFilesystemIsReadOnly = inputPolicy({
  name: "container-root-filesystem-is-read-only",
  description:
    "A container cannot write to its root file system, so that an intruder can neither change its program nor leave tools. (Windows containers have no such setting.)",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps:
    "Set readonlyRootFilesystem to true, and mount an empty volume at each directory that the container writes to.",
  framework: awsFoundationalSecurity(
    "ECS.5",
    "ECS task definitions should configure containers to be limited to read-only access to root filesystems",
  ),
  configSchema: {
    properties: {
      writableContainers: {
        type: "array",
        items: { type: "string" },
        default: [],
        description:
          "Names of containers whose root file system may be written to, as ECS Exec needs it in an environment that has it on.",
      },
    },
  },
  inspect: inspectContainers(
    ({ label, definition, property }, { config }) => {
      const name = textAt(definition, "name");
      if (name !== undefined && valuesAt(config, "writableContainers").includes(name)) return [];
      const place = { place: `${label}, readonlyRootFilesystem`, property };
      return judgeText(definition, "readonlyRootFilesystem", place, (text) => {
        if (text === "true") return undefined;
        return `is ${text === undefined ? "missing" : "not true"}: set it to true, and mount a volume where the container writes`;
      });
    },
    { linuxOnly: true },
  ),
});
