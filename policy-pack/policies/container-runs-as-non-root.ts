import { inspectContainers } from "../container-definitions";
import { awsFoundationalSecurity } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { judgeText } from "../judge-text";
import { textAt, valuesAt } from "../known-values";

const wayOut = "set it to another user, such as 10001:10001";

export const containerRunsAsNonRoot = inputPolicy({
  name: "container-runs-as-non-root",
  description:
    "Every container names the user that it runs as, and that is not root or the administrator of Windows.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps:
    "Set the container's user to a user id other than 0 (on Windows, to ContainerUser). The image's own user does not count: whoever builds the image could change it unseen.",
  framework: awsFoundationalSecurity(
    "ECS.20",
    "ECS Task Definitions should configure non-root users in Linux container definitions",
  ),
  configSchema: {
    properties: {
      rootContainers: {
        type: "array",
        items: { type: "string" },
        default: [],
        description:
          "Names of containers that may run as root, such as that of a FireLens log router, which ECS runs as root where nothing else is said.",
      },
    },
  },
  inspect: inspectContainers(({ label, definition, property }, { config }) => {
    const name = textAt(definition, "name");
    if (name !== undefined && valuesAt(config, "rootContainers").includes(name)) return [];
    return judgeText(definition, "user", { place: `${label}, user`, property }, problemOf);
  }),
});

/** ECS takes `user`, `user:group` and both by number; Windows takes `domain\user`. */
function problemOf(text = ""): string | undefined {
  const [user = ""] = text.split(":");
  if (user === "") return `is missing, so that the image decides: ${wayOut}`;
  return /^(?:root|[+-]?0+|(?:.*\\)?containeradministrator)$/i.test(user) ? `is root: ${wayOut}` : undefined;
}
