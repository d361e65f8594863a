import { inspectContainers } from "../container-definitions";
import { awsFoundationalSecurity } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { judgeText } from "../judge-text";
import { textOf, valuesAt } from "../known-values";

export const containerSendsLogs = inputPolicy({
  name: "container-sends-logs",
  description:
    "Every container, each sidecar too, has a log driver that sends its output off its host, where it outlives the task.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Give each container a logConfiguration: awslogs with a log group of the stack, or awsfirelens to send it elsewhere.",
  framework: awsFoundationalSecurity("ECS.9", "ECS task definitions should have a logging configuration"),
  configSchema: {
    properties: {
      logDrivers: {
        type: "array",
        items: { type: "string" },
        default: ["awslogs", "awsfirelens", "splunk", "fluentd", "gelf", "syslog"],
        description: "Log drivers that send the output off the host, which json-file and journald do not.",
      },
    },
  },
  inspect: inspectContainers(({ label, definition, property }, { config }) => {
    const logDrivers = valuesAt(config, "logDrivers").map(textOf);
    const wayOut = `use ${logDrivers.filter((driver) => typeof driver === "string").join(" or ")}`;
    const place = { place: `${label}, logConfiguration.logDriver`, property };
    const logConfigurations = valuesAt(definition, "logConfiguration");
    return (logConfigurations.length === 0 ? [null] : logConfigurations).flatMap((logConfiguration) =>
      judgeText(logConfiguration, "logDriver", place, (driver) => {
        if (driver === undefined) return `is missing: ${wayOut}`;
        return logDrivers.includes(driver)
          ? undefined
          : `is ${driver}, which keeps logs on the host: ${wayOut}`;
      }),
    );
  }),
});
