import { inspectContainers } from "../container-definitions";
import { nist80053 } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { judgeText } from "../judge-text";
import { valuesAt } from "../known-values";

const digest = /@sha256:[0-9a-f]{64}$/;

export const imageIsPinnedByDigest = inputPolicy({
  name: "image-is-pinned-by-digest",
  description:
    "What runs in prod is an image that was tested, by its digest; elsewhere an image has at least a tag that names a version.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps:
    "Write the image as repository@sha256:digest, as the registry gives it after the push. A tag can be moved to another image, or be deleted.",
  framework: nist80053("SI-7", "Software, Firmware, and Information Integrity"),
  configSchema: {
    properties: {
      environments: {
        type: "array",
        items: { type: "string" },
        default: ["prod"],
        description: "Environments in which a tag is not enough.",
      },
    },
  },
  inspect: inspectContainers(({ label, definition, property }, { environment, config }) => {
    const problemOf = valuesAt(config, "environments").includes(environment) ? digestProblem : tagProblem;
    return judgeText(definition, "image", { place: `${label}, image`, property }, problemOf);
  }),
});

function digestProblem(image = ""): string | undefined {
  return digest.test(image) ? undefined : "is not pinned: append its digest, @sha256:<64 hexadecimal digits>";
}

function tagProblem(image = ""): string | undefined {
  if (digest.test(image)) return undefined;
  // A colon before the last slash is that of the registry's port.
  const tag = image.split("/").at(-1)?.split(":")[1] ?? "latest";
  return tag === "latest"
    ? "has the tag latest, which moves and is the default: name a version or a digest"
    : undefined;
}
