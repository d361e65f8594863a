import { awsFoundationalSecurity } from "../frameworks";
import { inspectAllowStatements } from "../iam-statements";
import { type Finding, inputPolicy } from "../input-policy";
import { notKnown, textOf, valuesAt } from "../known-values";

export const iamActionsNameNoWholeService = inputPolicy({
  name: "iam-actions-name-no-whole-service",
  description: "No identity policy allows all actions of a service, on whatever resources.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "List the actions that the code calls, or those of one kind, such as s3:Get*. All actions of a service include those that delete, that share and that change permissions, and those that AWS adds later.",
  framework: awsFoundationalSecurity(
    "IAM.21",
    "IAM customer managed policies that you create should not allow wildcard actions for services",
  ),
  configSchema: {
    properties: {
      allowedServices: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "Prefixes of services, such as ssmmessages, of which all actions may be allowed.",
      },
    },
  },
  inspect: inspectAllowStatements(({ label, property, actions }, { config }) =>
    actions.flatMap((action): Finding[] => {
      const text = textOf(action);
      if (text === notKnown) return [{ doubt: `${label}, actions`, property }];
      if (text === undefined || !namesWholeService(text)) return [];
      const [service = ""] = text.split(":");
      if (valuesAt(config, "allowedServices").includes(service.toLowerCase())) return [];
      return [{ fault: `${label} allows "${text}", all actions of a service: list those needed` }];
    }),
  ),
});

/** `s3:*` and `*`; and `*:Get*`, which is of all services at once. */
function namesWholeService(action: string): boolean {
  const [service = "", name] = action.split(":");
  return name === undefined ? service.includes("*") : /[*?]/.test(service) || /^[*?]*\*[*?]*$/.test(name);
}
