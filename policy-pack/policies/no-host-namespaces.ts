import { awsFoundationalSecurity } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { judgeText } from "../judge-text";

/** Input of a task definition to what to put in place of `host`. */
const namespaces = {
  networkMode: "set it to awsvpc",
  pidMode: "set it to task or leave it out",
  ipcMode: "set it to task or none, or leave it out",
};

export const noHostNamespaces = inputPolicy({
  name: "no-host-namespaces",
  description:
    "No task shares its host's network, processes or shared memory: it could reach what listens on the host alone, and read the environment of other tasks' processes.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps: "Set networkMode to awsvpc, and leave pidMode and ipcMode out or set them to task.",
  framework: awsFoundationalSecurity(
    "ECS.3",
    "ECS task definitions should not share the host's process namespace",
  ),
  inspect: {
    "aws:ecs/taskDefinition:TaskDefinition": (task) =>
      Object.entries(namespaces).flatMap(([property, wayOut]) =>
        judgeText(task, property, { place: property, property }, (text) =>
          text === "host" ? `is host: ${wayOut}` : undefined,
        ),
      ),
  },
});
