import { pciDss } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { type Fields } from "../known-values";

const properties = ["secretString", "secretBinary"];

/** Resources that a value is often put together with, and that hold no credential. */
const neverCredentials = new Set(["aws:kms/key:Key", "aws:secretsmanager/secret:Secret"]);

export const secretValueIsNotLiteral = inputPolicy({
  name: "secret-value-is-not-literal",
  description:
    "The value of a secret is generated, and is not a text of the program or of its configuration that every later update would put back.",
  enforcementLevel: "mandatory",
  severity: "critical",
  remediationSteps:
    "Generate the value (random.RandomPassword), or pass it in secretStringWo, which is never stored in the state. For a first value that someone must supply, mark it with ignoreChanges, and change it in Secrets Manager.",
  framework: pciDss(
    "8.6.2",
    "Passwords/passphrases for any application and system accounts that can be used for interactive login are not hard coded in scripts, configuration/property files, or bespoke and custom source code",
  ),
  inspect: { "aws:secretsmanager/secretVersion:SecretVersion": valuesOf },
  // Where a value comes from says whether it is generated, and is known even at first preview.
  settle: ({ property }, origins, { resource }) => {
    if (resource.opts.ignoreChanges.includes(property)) return undefined;
    if (origins.some(({ type }) => !neverCredentials.has(type))) return undefined;
    return {
      fault: `${property} comes from no resource, but from the program or its configuration: generate it, use secretStringWo, or ignore its changes after the first`,
    };
  },
});

function valuesOf(version: Fields): Finding[] {
  return properties
    .filter((property) => (version[property] ?? "") !== "")
    .map((property) => ({ doubt: property, property }));
}
