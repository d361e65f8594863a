import { awsFoundationalSecurity } from "../frameworks";
import { type Context, type Finding, inputPolicy } from "../input-policy";
import { judgeText } from "../judge-text";
import { type Fields, valuesAt } from "../known-values";
import { deprecationOf, isDeprecated } from "../lambda-runtimes";

export const functionRuntimeIsSupported = inputPolicy({
  name: "function-runtime-is-supported",
  description: "A Lambda function's runtime is one that AWS still gives security updates to.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps:
    "Set runtime to a newer one of the same language, such as nodejs24.x, after testing the code with it.",
  framework: awsFoundationalSecurity("Lambda.2", "Lambda functions should use supported runtimes"),
  configSchema: {
    properties: {
      supported: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "Runtimes that AWS supports for longer than this pack knows.",
      },
    },
  },
  inspect: { "aws:lambda/function:Function": findingsOf },
});

/** A function of a container image has no runtime. */
function findingsOf(lambda: Fields, { config }: Context): Finding[] {
  const property = "runtime";
  return judgeText(lambda, property, { place: property, property }, (runtime) => {
    if (runtime === undefined || valuesAt(config, "supported").includes(runtime)) return undefined;
    if (!isDeprecated(runtime)) return undefined;
    const since = deprecationOf(runtime);
    return `is ${runtime}, deprecated${since === undefined ? "" : ` since ${since}`}: set it to a newer one of the language`;
  });
}
