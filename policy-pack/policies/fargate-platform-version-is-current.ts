import { type PolicyResource } from "@pulumi/policy";

import { awsFoundationalSecurity } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { judgeText } from "../judge-text";
import { type Fields, notKnown, readProperties, textAt, valuesAt } from "../known-values";
import { inspectTaskStarts } from "../task-starts";

const currentLinuxVersion = "1.4.0";
/** The one platform version of Windows. Linux has had the same number. */
const windowsVersion = "1.0.0";
const windowsOnly = `is ${windowsVersion}, which is current on Windows only`;

export const fargatePlatformVersionIsCurrent = inputPolicy({
  name: "fargate-platform-version-is-current",
  description:
    "Tasks on Fargate run on a platform version that AWS keeps secure, whatever starts them and through whichever capacity provider.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps: "Set platformVersion to LATEST or leave it out, which is the same.",
  framework: awsFoundationalSecurity(
    "ECS.10",
    "ECS Fargate services should run on the latest Fargate platform version",
  ),
  configSchema: {
    properties: {
      minimum: {
        type: "string",
        default: currentLinuxVersion,
        description: "The lowest platform version for Linux that may be named.",
      },
    },
  },
  inspect: inspectTaskStarts(({ settings, placeOf }, { config }) => {
    const place = placeOf("platformVersion");
    if (textAt(settings, "platformVersion") === windowsVersion)
      return [{ doubt: `${place.place} ${windowsOnly}`, property: placeOf("taskDefinition").property }];
    const minimum = minimumOf(config);
    return judgeText(settings, "platformVersion", place, (version = "LATEST") =>
      version === "LATEST" || isAtLeast(version, minimum) ? undefined : `is ${version}: ${wayOut(minimum)}`,
    );
  }),
  settle: (doubt, origins, { config }) => {
    if (!doubt.doubt.endsWith(windowsOnly)) return doubt;
    const systems = origins
      .filter(({ type }) => type === "aws:ecs/taskDefinition:TaskDefinition")
      .map(operatingSystem);
    if (systems.length === 0 || systems.includes(notKnown)) return doubt;
    return systems.every((system) => typeof system === "string" && system.startsWith("WINDOWS"))
      ? undefined
      : { fault: `${doubt.doubt}: ${wayOut(minimumOf(config))}` };
  },
});

function minimumOf(config: Fields): string {
  const minimum = textAt(config, "minimum");
  return typeof minimum === "string" ? minimum : currentLinuxVersion;
}

function wayOut(minimum: string): string {
  return `set it to LATEST or to ${minimum} or later`;
}

function isAtLeast(version: string, minimum: string): boolean {
  return /^\d+(?:\.\d+)*$/.test(version) && version.localeCompare(minimum, "en", { numeric: true }) >= 0;
}

/** ECS takes a task definition that names none for Linux. */
function operatingSystem({ props }: PolicyResource) {
  const [platform = null] = valuesAt(readProperties(props), "runtimePlatform");
  return textAt(platform, "operatingSystemFamily");
}
