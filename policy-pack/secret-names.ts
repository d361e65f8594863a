const words = (text: string) => new Set(text.split(/\s+/));

/** Words that say that what they name is a credential, as a whole word of a name or as the end of one. */
const secretWord = new RegExp(
  `(?:${[
    "password|passwd|passphrase|passcode|pwd|secret|token|credential",
    "(?:admin|db|key|mail|pg|redis|root|smtp|ssh|store|trust|user)pass",
    "(?:access|api|auth|encryption|license|master|private|secret|signing|write)key",
  ].join("|")})s?$`,
);
const shortSecretWords = words("pass pw");

/** Words before `key` with which it is a credential: an API key is one, a partition key is not. */
const wordsBeforeKey = words(
  `access account admin api app auth cipher crypto encryption function functions hmac jwt license master
   private secret session shared signing storage subscription unseal webhook write`,
);

/** Words before `key` with which it is none: it finds something. */
const wordsBeforeBenignKey = words(
  `cache dedup deduplication foreign gpg group hash idempotency index lookup message object partition pgp
   primary range recv routing row s3 shard sort tag`,
);

/** Last words with which a name is that of something about a credential: where it is, how long it lives. */
const benignLastWords = words(
  `after age alg algorithm algorithms alias aliases arn arns attempts audience backend before bucket bytes
   capacity charset check checks claim claims class column cookie cost count days delay digest disabled
   driver duration email enabled encoder encoding endpoint engine env expiration expired expires expiry
   field file fingerprint flow format from grant group hasher header hint host hours id ids in index
   interval issuer jti kind label length level lifetime limit link locale location login lookup manager max
   method methods min minute minutes mode module ms name names namespace owner page parameter path patterns
   period placeholder plugin policy port prefix prompt provider queue rate ref reference refs regex region
   required reset retries role roles rotation rounds rule rules schema scope scopes score sec second
   seconds secs selector sender service size source stage stdin store strategy stream strengths subject
   suffix table tags template thumbprint timeout topic ttl type uri url usage user username users
   validation validator validity var variable version window`,
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
  return secretWord.test(word);
}

/**
 * Whether a random value under this name is likely to be a credential, though the name alone does not say so: an
 * `AUTH` may be a method, and a `KEY` that of a map.
 */
export function mayNameSecret(name: string): boolean {
  const parts = wordsOf(name);
  const last = parts.at(-1) ?? "";
  if (parts.some((part) => publicWords.has(part))) return false;
  if (/^keys?$/.test(last)) return !wordsBeforeBenignKey.has(parts.at(-2) ?? "");
  return /^(?:auth|authorization|jwt|pat|psk|seed|bearer|sig|signature)$/.test(last);
}

/** Whether a name says that numbers under it are numbers, and not digits of a credential. */
export function namesCount(name: string): boolean {
  return wordsOf(name).some((word) => /^(?:max|min|num|number|limit|tokens)$/.test(word));
}
