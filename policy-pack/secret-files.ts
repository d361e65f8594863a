/** What a file whose name speaks of credentials is. */
export interface SecretFileKind {
  /** What messages call it, such as {@link environmentFile}. */
  kind: string;
  /** Whether its content decides; otherwise the name alone says that it holds credentials. */
  judgedByContent: boolean;
}

export const environmentFile = "an environment file";

interface Rule extends SecretFileKind {
  pattern: RegExp;
}

/** The first rule that matches a path counts. */
const rules: readonly Rule[] = [
  {
    kind: environmentFile,
    pattern: /(?:^|\/)[^/]*\.env(?:\.[^/]+)?\.(?:example|sample|template|tmpl|tpl|dist|schema)$/,
    judgedByContent: true,
  },
  {
    kind: environmentFile,
    pattern: /(?:^|\/)(?:\.env(?:rc|[._-][^/]*)?|[^/]*\.env)$/,
    judgedByContent: false,
  },
  { kind: "a private key", pattern: /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/, judgedByContent: false },
  { kind: "a trust store", pattern: /(?:trust|cacerts)[^/]*\.(?:jks|p12)$/i, judgedByContent: true },
  { kind: "a key store", pattern: /\.(?:p12|pfx|jks|keystore|ppk|kdbx)$/i, judgedByContent: false },
  {
    kind: "a file of logins",
    pattern: /(?:^|\/)(?:[._]netrc|\.pgpass|\.git-credentials|\.vault-token|\.aws\/credentials)$/,
    judgedByContent: false,
  },
  { kind: "a private key", pattern: /\.(?:pem|key)$/i, judgedByContent: true },
  {
    kind: "a file of logins",
    pattern: /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|\.pypirc|\.docker\/config\.json|\.dockercfg|\.my\.cnf)$/,
    judgedByContent: true,
  },
  {
    kind: "a file of credentials",
    pattern: /(?:credential|secret|service[-_]?account)[^/]*\.(?:json|ya?ml|properties|toml|ini)$/i,
    judgedByContent: true,
  },
];

/** What a path's name says of the file; `undefined` when it says nothing of credentials. */
export function secretFileKind(path: string): SecretFileKind | undefined {
  const rule = rules.find(({ pattern }) => pattern.test(path));
  return rule && { kind: rule.kind, judgedByContent: rule.judgedByContent };
}
