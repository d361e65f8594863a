import { type Container, inspectContainers } from "../container-definitions";
import { awsFoundationalSecurity } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { judgeText } from "../judge-text";
import { type Fields, notKnown, textOf, valuesAt } from "../known-values";

/** What Docker gives every container: to add one of these gives back what `drop` took, and no more. */
const dockersOwn = [
  ...["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE"],
  ...["NET_RAW", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"],
];

export const noPrivilegedContainer = inputPolicy({
  name: "no-privileged-container",
  description:
    "No container is privileged or has Linux capabilities beyond those of every container, with which it could leave its isolation or read another process's secrets.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Remove privileged from the container, and from linuxParameters.capabilities.add all that it can do without.",
  framework: awsFoundationalSecurity("ECS.4", "ECS containers should run as non-privileged"),
  configSchema: {
    properties: {
      allowedCapabilities: {
        type: "array",
        items: { type: "string" },
        default: dockersOwn,
        description: "Capabilities that a container may add, such as SYS_PTRACE for a debugger.",
      },
    },
  },
  inspect: inspectContainers((container, { config }) => {
    const { label, definition, property } = container;
    const place = { place: `${label}, privileged`, property };
    return [
      ...judgeText(definition, "privileged", place, (text) =>
        text === "true" ? "is true: set it to false or leave it out" : undefined,
      ),
      ...addedCapabilities(container, config),
    ];
  }),
});

function addedCapabilities({ label, definition, property }: Container, config: Fields): Finding[] {
  const place = `${label}, linuxParameters.capabilities.add`;
  const allowed = valuesAt(config, "allowedCapabilities").map(textOf);
  const added = valuesAt(definition, "linuxParameters")
    .flatMap((parameters) => valuesAt(parameters, "capabilities"))
    .flatMap((capabilities) => valuesAt(capabilities, "add"))
    .map(textOf);
  const excessive = added
    .filter((capability) => typeof capability === "string")
    .filter((capability) => !allowed.includes(capability.toUpperCase().replace(/^CAP_/, "")));
  if (excessive.length > 0)
    return [{ fault: `${place} holds ${excessive.join(", ")}: remove what no container needs` }];
  return added.includes(notKnown) ? [{ doubt: place, property }] : [];
}
