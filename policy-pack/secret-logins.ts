import { decodeBase64 } from "./secret-encodings";
import { isReference } from "./secret-references";

interface LoginRule {
  id: string;
  /** Its first group is the password, or what is encoded. */
  pattern: RegExp;
  accepts?: (password: string) => boolean;
}

const within = "[^|;&\\n]{0,1000}"; // the same command
const quoted = `["']?([^\\s"']+)`;

/** Forms in which a password stands beside a user or a scheme, without a name of its own. */
const loginRules: readonly LoginRule[] = [
  { id: "url-credential", pattern: /(?<![\w+.-])[a-z][a-z0-9+.-]*:\/\/[^\s:@/?#]*:([^\s@/]+)@/gi },
  {
    id: "oracle-credential", // with host and service
    pattern: /(?:^|[\s=:"'])[a-z][\w$#.]*\/"?([^\s/@"]+)"?@(?:\/\/)?[\w.-]+(?::\d+[/:]|\/)[\w.$]+/gi,
  },
  {
    id: "oracle-credential", // with an alias
    pattern: /^[a-z][\w$#.]*\/"?([^\s/@"]+)"?@\w+$/gi,
    accepts: isStrong,
  },
  { id: "data-source-credential", pattern: /(?:^|[\s="'])[\w.-]+:([^\s@]+)@(?:tcp|udp|unix)\(/gi },
  { id: "netrc-credential", pattern: /\bmachine\s+\S+\s+login\s+\S+\s+password\s+(\S+)/gi },
  { id: "basic-authorization", pattern: /\bbasic\s+([\w+/-]{6,}={0,2})/gi, accepts: isEncodedLogin },
  {
    id: "bearer-authorization",
    pattern: /\b(?:bearer|token|apikey)\s+([\w.~+/-]{16,}=*)/gi,
    accepts: isMixed,
  },
  ...[
    `\\b(?:curl|wget|http)\\b${within}\\s(?:-u|--user|--proxy-user)[\\s=]*["']?[^\\s:"']+:([^\\s"']+)`,
    `\\b(?:mysql\\w*|mariadb\\S*)\\b${within}\\s-p${quoted}`,
    `\\bredis-cli\\b${within}\\s-a\\s*${quoted}`,
    `\\bsshpass\\s+-p\\s*${quoted}`,
    `\\b(?:docker|podman|helm registry)\\s+login\\b${within}\\s-p\\s*${quoted}`,
    `\\bsqlplus\\b${within}\\s\\w+/([^\\s@/]+)(?:@|\\s|$)`,
    `\\bldap\\w+\\b${within}\\s-w\\s*${quoted}`,
    `\\becho\\s+["']?([^\\s"'|]+)["']?\\s*\\|[^|]*--password-stdin`,
    `\\s-pass(?:in|out)?\\s+pass:${quoted}`,
  ].map((pattern) => ({ id: "command-credential", pattern: new RegExp(pattern, "g") })),
];

/** Finds the form in which a text holds a login; gives the rule's id. */
export function loginIn(text: string): string | undefined {
  return loginRules.find(({ pattern, accepts = () => true }) =>
    [...text.matchAll(pattern)].some(([, password = ""]) => !isReference(password) && accepts(password)),
  )?.id;
}

/** Whether a text is `user:password`, plain or in Base64. */
export function isLogin(text: string): boolean {
  const [, password = ""] = /^[\w.@+-]+:(\S+)$/.exec(text) ?? [];
  return isStrong(password) || isEncodedLogin(text);
}

function isEncodedLogin(text: string): boolean {
  return /^[\x21-\x39\x3b-\x7e]+:[\x20-\x7e]+$/.test(decodeBase64(text) ?? "");
}

function isStrong(password: string): boolean {
  return isMixed(password) && /[^a-z0-9]/.test(password);
}

function isMixed(token: string): boolean {
  return /\d/.test(token) && /[a-z]/i.test(token);
}
