import { nist80053 } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { judgeText } from "../judge-text";
import { valuesAt } from "../known-values";
import { inspectTaskStarts } from "../task-starts";

export const noExecInProd = inputPolicy({
  name: "no-exec-in-prod",
  description:
    "Nobody can open a shell in a container of prod by ECS Exec: it runs as root and reads every secret of the container.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Set enableExecuteCommand to false or leave it out. That the cluster records the sessions is no substitute.",
  framework: nist80053("CM-7", "Least Functionality"),
  configSchema: {
    properties: {
      environments: {
        type: "array",
        items: { type: "string" },
        default: ["prod"],
        description: "Environments in which ECS Exec stays off.",
      },
    },
  },
  inspect: inspectTaskStarts(({ settings, placeOf }, { environment, config }) => {
    if (!valuesAt(config, "environments").includes(environment)) return [];
    return judgeText(settings, "enableExecuteCommand", placeOf("enableExecuteCommand"), (text) =>
      text === "true" ? `is true in ${environment}: set it to false or leave it out` : undefined,
    );
  }),
});
