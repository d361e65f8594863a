import { inspectContainers } from "../container-definitions";
import { nist80053 } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { type Place } from "../judge-text";
import { entriesOf, type Fields, notKnown, textOf, type Value, valuesAt } from "../known-values";
import { isLiteral } from "../secret-detector";
import { namesSecret } from "../secret-names";

export const noCredentialInLogOptions = inputPolicy({
  name: "no-credential-in-log-options",
  description:
    "A log driver receives its credentials, such as splunk-token or Datadog's apikey, by secretOptions: its options are plain text in every revision of the task definition.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Put the value into Secrets Manager, move the option from logConfiguration.options to logConfiguration.secretOptions, and replace the value: it has been in the clear.",
  framework: nist80053("IA-5(7)", "Authenticator Management: No Embedded Unencrypted Static Authenticators"),
  inspect: {
    ...inspectContainers(({ label, definition, property }) =>
      findingsOf(definition, { place: `${label}, logConfiguration`, property }),
    ),
    "aws:ecs/service:Service": serviceConnectFindings,
  },
});

/** The proxy that Service Connect adds to each task has a log driver of its own. */
function serviceConnectFindings(service: Fields): Finding[] {
  const property = "serviceConnectConfiguration";
  return valuesAt(service, property).flatMap((configuration) =>
    findingsOf(configuration, { place: `${property}.logConfiguration`, property }),
  );
}

function findingsOf(holder: Value, { place, property }: Place): Finding[] {
  return valuesAt(holder, "logConfiguration")
    .flatMap((logConfiguration) => valuesAt(logConfiguration, "options"))
    .flatMap((options): Finding[] => {
      if (options === notKnown) return [{ doubt: `${place}.options`, property }];
      return entriesOf(options)
        .filter(([name, value]) => isCredential(name, value))
        .map(([name]) => ({
          fault: `${place}.options holds ${name} in plain text: name its secret in ${place.replace(/^.*, /, "")}.secretOptions`,
        }));
    });
}

/** Where an option is a credential by its name, its value need not be known: all options are plain text. */
function isCredential(name: string, value: Value): boolean {
  // The Elasticsearch output of Fluent Bit takes `user:password` under this name.
  if (!namesSecret(name) && !/^cloud_auth$/i.test(name)) return false;
  const text = textOf(value);
  return text === notKnown || (text !== undefined && (isLiteral(name, text) || uuid.test(text)));
}

/** Elsewhere only an identifier, in an option like this it is the credential: Splunk's tokens have this form. */
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
