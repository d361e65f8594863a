/** Words that say that what they name is a credential, as a whole word of a name or as the end of one. */
const secretWords =
  /(?:password|passwd|passphrase|secret|token|credential|(?:api|access|auth|private|secret|signing|encryption|master)key)s?$/;
const shortSecretWords = new Set(["pass", "pwd", "pw"]);

/** Words before `key` with which it is a credential: an API key is one, a partition key is not. */
const wordsBeforeKey = new Set([
  ...["access", "account", "api", "app", "auth", "encryption", "hmac", "license", "master", "private"],
  ...["secret", "session", "shared", "signing"],
]);

/** Last words with which a name is that of something about a credential: where it is, how long it lives. */
const words = (text: string) => new Set(text.split(/\s+/));
const benignLastWords = words(
  `age alg algorithm arn arns attempts audience backend bucket bytes class cookie count cost days disabled driver
   duration enabled endpoint engine expiration expires expiry field file format header host hours id ids interval
   issuer kind label length level lifetime limit link location manager max min minute minutes mode name names path period policy
   page port prefix provider rate region required retries rotation rounds scope scopes second seconds service size source store strategy
   subject suffix template timeout ttl type uri url usage validity version`,
);
const publicWords = words("public publishable site pub");

/** Words of a name in snake, kebab, dotted or camel case, in lower case: `dbAPIKey` is `db`, `api`, `key`. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

/** Whether what stands under this name is a credential, if it is a literal at all. */
export function namesSecret(name: string): boolean {
  const parts = wordsOf(name);
  const last = parts.findLast((part) => !/^\d+$/.test(part)) ?? "";
  if (benignLastWords.has(last) || parts.some((part) => publicWords.has(part))) return false;
  return shortSecretWords.has(last) || parts.some((part, index) => isSecretWord(part, parts[index - 1]));
}

function isSecretWord(word: string, previous = ""): boolean {
  if (/^keys?$/.test(word)) return wordsBeforeKey.has(previous);
  return secretWords.test(word);
}

/** Whether a name says that numbers under it are numbers, and not digits of a credential. */
export function namesCount(name: string): boolean {
  return wordsOf(name).some((word) => /^(?:max|min|num|number|limit|tokens)$/.test(word));
}
