/** The shape of a text that is, or holds, a credential. */
export interface TokenRule {
  /** Stable name, as it appears in messages and exceptions. */
  id: string;
  pattern: RegExp;
}

/**
 * Shapes that cannot be anything but a credential, whatever name they stand under. Those of the providers' tokens
 * are the ones that gitleaks knows (https://github.com/gitleaks/gitleaks, MIT licence).
 */
export const tokenRules: readonly TokenRule[] = [
  { id: "aws-access-key-id", pattern: /\b(?:A3T[A-Z0-9]|ABIA|ACCA|AKIA|ASIA)[A-Z2-7]{16}\b/ },
  { id: "private-key", pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/ },
  { id: "json-web-token", pattern: /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{10,}/ },
  { id: "github-token", pattern: /\b(?:gh[oprsu]_[A-Za-z0-9]{36}|github_pat_\w{82})\b/ },
  { id: "gitlab-token", pattern: /\bgl(?:pat|dt|rt|ptt|cbt)-[\w-]{20}/ },
  { id: "slack-token", pattern: /\bxox[abeoprs]-(?:\d+-)?[A-Za-z0-9-]{10,}/ },
  { id: "slack-webhook", pattern: /\bhooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9+/]{20,}/ },
  { id: "stripe-key", pattern: /\b(?:sk|rk)_(?:live|prod|test)_[A-Za-z0-9]{10,}/ },
  { id: "stripe-webhook-secret", pattern: /\bwhsec_[A-Za-z0-9+/=]{24,}/ },
  { id: "google-api-key", pattern: /\bAIza[\w-]{35}(?![\w-])/ },
  { id: "google-oauth-secret", pattern: /\bGOCSPX-[\w-]{28}(?![\w-])/ },
  { id: "anthropic-key", pattern: /\bsk-ant-[a-z]+\d+-[\w-]{80,}/ },
  { id: "openai-key", pattern: /\bsk-[\w-]*T3BlbkFJ[\w-]{20,}/ },
  { id: "npm-token", pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { id: "pypi-token", pattern: /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}/ },
  { id: "sendgrid-key", pattern: /\bSG\.[\w-]{22}\.[\w-]{43}(?![\w-])/ },
  { id: "mailgun-key", pattern: /\bkey-[0-9a-f]{32}\b/ },
  { id: "twilio-key", pattern: /\bSK[0-9a-f]{32}\b/ },
  { id: "telegram-bot-token", pattern: /\b\d{5,16}:A[\w-]{34}(?![\w-])/ },
  { id: "digitalocean-token", pattern: /\bdo[opr]_v1_[0-9a-f]{64}\b/ },
  { id: "hashicorp-vault-token", pattern: /\bhv[bs]\.[\w-]{24,}/ },
  { id: "new-relic-key", pattern: /\bNRAK-[A-Z0-9]{27}\b/ },
  { id: "hugging-face-token", pattern: /\bhf_[A-Za-z]{34}\b/ },
  { id: "shopify-token", pattern: /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b/ },
  { id: "databricks-token", pattern: /\bdapi[0-9a-f]{32}\b/ },
  { id: "linear-key", pattern: /\blin_api_[A-Za-z0-9]{40}\b/ },
  {
    id: "authorization-header",
    pattern: /\bauthorization["']?\s*[:=]\s*["']?(?:basic|bearer|token)\s+[\w.~+/=-]{8,}/i,
  },
];
