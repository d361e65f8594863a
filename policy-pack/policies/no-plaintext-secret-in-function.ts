import { credentialAmong } from "../credential-sources";
import { nist80053 } from "../frameworks";
import { type Context, type Finding, inputPolicy } from "../input-policy";
import { entriesOf, type Fields, notKnown, textOf, valuesAt } from "../known-values";
import { detectSecret } from "../secret-detector";
import { namesSecret } from "../secret-names";

const property = "environment";

export const noPlaintextSecretInFunction = inputPolicy({
  name: "no-plaintext-secret-in-function",
  description:
    "No credential stands in a Lambda function's environment variables as text: everyone who may read the function's configuration could read it.",
  enforcementLevel: "mandatory",
  severity: "critical",
  remediationSteps:
    "Put the value into Secrets Manager, give the function the secret's ARN, and have it read the value when it runs. Replace the value: it has been in the clear.",
  framework: nist80053("IA-5(7)", "Authenticator Management: No Embedded Unencrypted Static Authenticators"),
  configSchema: {
    properties: {
      notSecret: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "Names of variables under which no credential stands whatever they look like.",
      },
    },
  },
  inspect: { "aws:lambda/function:Function": findingsOf },
  settle: (doubt, origins) => {
    const source = credentialAmong(origins);
    if (!source) return doubt;
    return {
      fault: `${property} holds a value of ${source.type} ${source.name} in plain text: put it into Secrets Manager, and its ARN here`,
    };
  },
});

function findingsOf(lambda: Fields, { config }: Context): Finding[] {
  const variables = valuesAt(lambda, property).flatMap((environment) => valuesAt(environment, "variables"));
  if (variables.includes(notKnown)) return [{ doubt: `${property}.variables`, property }];
  return variables.flatMap(entriesOf).flatMap(([name, value]): Finding[] => {
    const place = `${property}.variables.${name}`;
    const text = textOf(value);
    if (text === undefined || valuesAt(config, "notSecret").includes(name)) return [];
    if (text === notKnown) return [{ doubt: place, property, negligible: !namesSecret(name) }];
    const secret = detectSecret({ place, name, text });
    if (!secret) return [];
    return [
      {
        fault: `${secret.path} holds a secret in plain text (${secret.rule}, ${secret.confidence} confidence): put it into Secrets Manager, and its ARN here`,
      },
    ];
  });
}
