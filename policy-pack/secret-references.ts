import { parseSecretName } from "./environment-names";

const references = [
  /^\$\$?(?:[A-Z_][A-Z0-9_]*$|[{(])/, // $NAME, ${NAME}, $(command)
  /^[{#@]?\{[^{}]*\}?/, // {{ template }}, {name}, #{name}
  /^<[^<>]*>$/, // <placeholder>
  /^%[\w-]+%$/,
  /^%\(\w+\)s$/,
  /^__\w+__$/,
  /^(?:[^A-Za-z0-9]+|x+)$/i, // masked, or nothing at all
  /^\[?(?:dummy|empty|example|fixme|pad|placeholder|redacted|sample|tbd|todo|unset)\]?$/i,
  /^(?:your|replace|insert)[-_ ]/i, // your-api-key
  /^@@?\w+@@?$/,
  /^(?:ENC\[|!\w+ |Ref: |Fn::\w+: )/, // encrypted by SOPS; tags and functions of templates
  /^(?:[a-z]\w*\.)*[a-z]\w*\((?:[^()]*\))?$/i, // call(argument)
  /^(?:process\.env|os\.environ)\b/,
  /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:PASSWORD|SECRET|TOKEN|KEY)$/, // name of a variable
  /^(?:aws-?)?(?:env|file|gcp-?sm|keyvault|kms|op|parameter|secret|secretsmanager|sops|ssm|vault):/i,
  /^arn:[\w-]+:/,
  /^(?:[\w./:-]+@)?(?:sha(?:1|256|384|512)|md5)[:-][A-Za-z0-9+/=]{20,}$/i, // digest, also of an image
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, // UUID
  /^[a-z][a-z0-9+.-]*:\/\/[^\s@]*$/i, // URL without credentials
  /^(?:~?\.{0,2}(?:\/[\w.-]+){2,}|[~.]+\/[\w.-]+|\/[a-z._-][a-z0-9._-]*|\/)\/?$/, // path
  /^[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)*(?:\/[a-z0-9_.-]+)+$/, // name/of/a/secret
  /^-----BEGIN (?:[A-Z0-9]+ )*(?:PUBLIC KEY|CERTIFICATE)(?: REQUEST)?-----/,
  /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\S+|sk-\S+@openssh\.com) AAAA/, // public key of SSH
  /^(?:pk_(?:live|test)_|pk\.eyJ)/, // publishable key
  /^(?:\d+(?:ms|s|m|h|d|w|y)|-?P(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?)$/i, // duration
];

/** Whether a value only says where a credential is, or identifies something that is no credential. */
export function isReference(text: string): boolean {
  return references.some((pattern) => pattern.test(text)) || parseSecretName(text) !== undefined;
}
