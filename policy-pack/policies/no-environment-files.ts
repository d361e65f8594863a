import { inspectContainers } from "../container-definitions";
import { nist80053 } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { notKnown, valuesAt } from "../known-values";

export const noEnvironmentFiles = inputPolicy({
  name: "no-environment-files",
  description:
    "No container takes environment variables from files in S3: what stands in them is plain text, and no policy can read it.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Remove environmentFiles. Put credentials into Secrets Manager and name them in secrets; put settings into environment.",
  framework: nist80053("IA-5(7)", "Authenticator Management: No Embedded Unencrypted Static Authenticators"),
  inspect: inspectContainers(({ label, definition, property }) => {
    const files = valuesAt(definition, "environmentFiles");
    if (files.length === 0) return [];
    // A list that is unknown as a whole may still be empty.
    if (files.every((file) => file === notKnown)) return [{ doubt: `${label}, environmentFiles`, property }];
    return [
      {
        fault: `${label} has ${files.length} environmentFiles: name credentials in secrets and settings in environment instead`,
      },
    ];
  }),
});
