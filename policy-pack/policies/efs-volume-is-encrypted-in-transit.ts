import { awsFoundationalSecurity } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { judgeText } from "../judge-text";
import { textAt, valuesAt } from "../known-values";

export const efsVolumeIsEncryptedInTransit = inputPolicy({
  name: "efs-volume-is-encrypted-in-transit",
  description: "What a task reads from and writes to an EFS file system travels encrypted.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps: "Set transitEncryption to ENABLED in the volume's efsVolumeConfiguration.",
  framework: awsFoundationalSecurity(
    "ECS.18",
    "ECS Task Definitions should use in-transit encryption for EFS volumes",
  ),
  inspect: {
    "aws:ecs/taskDefinition:TaskDefinition": (task) =>
      valuesAt(task, "volumes").flatMap((volume, index) => {
        const name = textAt(volume, "name");
        const label = typeof name === "string" ? `volume "${name}"` : `volume ${index}`;
        const place = `${label}, efsVolumeConfiguration.transitEncryption`;
        return valuesAt(volume, "efsVolumeConfiguration").flatMap((efs) =>
          judgeText(efs, "transitEncryption", { place, property: "volumes" }, (text) => {
            if (text === "ENABLED") return undefined;
            return `is ${text ?? "missing, which means DISABLED"}: set it to ENABLED`;
          }),
        );
      }),
  },
});
