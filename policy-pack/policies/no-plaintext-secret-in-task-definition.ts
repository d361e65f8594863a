import { type ContainerText, inspectContainers, textsOf } from "../container-definitions";
import { credentialAmong } from "../credential-sources";
import { awsFoundationalSecurity } from "../frameworks";
import { type Context, type Finding, inputPolicy } from "../input-policy";
import { notKnown, valuesAt } from "../known-values";
import { detectSecret } from "../secret-detector";
import { namesSecret } from "../secret-names";

export const noPlaintextSecretInTaskDefinition = inputPolicy({
  name: "no-plaintext-secret-in-task-definition",
  description:
    "No credential stands in a task definition as text: everyone who may describe task definitions could read it, in every revision.",
  enforcementLevel: "mandatory",
  severity: "critical",
  remediationSteps:
    "Put the value into Secrets Manager and name it in the container's secrets (for a log driver, in logConfiguration.secretOptions). Replace the value: it has been in the clear.",
  framework: awsFoundationalSecurity(
    "ECS.8",
    "Secrets should not be passed as container environment variables",
  ),
  configSchema: {
    properties: {
      notSecret: {
        type: "array",
        items: { type: "string" },
        default: [],
        description:
          "Names, such as those of environment variables, under which no credential stands whatever they look like.",
      },
    },
  },
  inspect: inspectContainers((container, context) =>
    textsOf(container).flatMap((text) => findingOf(text, container.property, context)),
  ),
  settle: (doubt, origins) => {
    const source = credentialAmong(origins);
    if (!source) return doubt;
    return {
      fault: `${doubt.property} holds a value of ${source.type} ${source.name} in plain text: put it into Secrets Manager and name it in secrets`,
    };
  },
});

function findingOf(
  { place, name, text }: ContainerText,
  property: string,
  { config }: Context,
): readonly Finding[] {
  if (name !== undefined && valuesAt(config, "notSecret").includes(name)) return [];
  if (text === notKnown)
    return [{ doubt: place, property, negligible: name === undefined || !namesSecret(name) }];
  const secret = detectSecret(name === undefined ? { place, text } : { place, name, text });
  if (!secret) return [];
  return [
    {
      fault: `${secret.path} holds a secret in plain text (${secret.rule}, ${secret.confidence} confidence): put it into Secrets Manager and name it in secrets`,
    },
  ];
}
