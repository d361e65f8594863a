/*! The shapes of providers' tokens are those that gitleaks knows (https://github.com/gitleaks/gitleaks, MIT licence). */

/** The shape of a text that is, or holds, a credential. */
export interface TokenRule {
  /** Stable name, as it appears in messages and exceptions. */
  id: string;
  pattern: RegExp;
}

/** Shapes that cannot be anything but a credential, whatever name they stand under. */
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
  { id: "groq-key", pattern: /\bgsk_[A-Za-z0-9]{52}\b/ },
  { id: "django-key", pattern: /\bdjango-insecure-[\w!@#$%^&*(+=-]{40,}/ },
  { id: "azure-client-secret", pattern: /(?<![\w~.-])[\w~.]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/ },
  { id: "azure-signature", pattern: /[?&]sig=[A-Za-z0-9%+/]{40,}/ },
  { id: "discord-webhook", pattern: /\bdiscord(?:app)?\.com\/api\/webhooks\/\d{15,}\/[\w-]{60,}/ },
  { id: "age-secret-key", pattern: /\bAGE-SECRET-KEY-1[A-Z0-9]{58}\b/ },
  { id: "doppler-token", pattern: /\bdp\.(?:pt|st|ct|sa)\.[\w.-]{40,}/ },
  { id: "grafana-token", pattern: /\b(?:glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}\b|glc_[A-Za-z0-9+/]{32,})/ },
  { id: "planetscale-token", pattern: /\bpscale_(?:tkn|pw|oauth)_[\w.=-]{32,}/ },
  { id: "postman-key", pattern: /\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}\b/ },
  { id: "rubygems-key", pattern: /\brubygems_[0-9a-f]{48}\b/ },
  { id: "square-token", pattern: /\bsq0(?:atp|csp)-[\w-]{22,43}/ },
  { id: "terraform-token", pattern: /\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}/ },
  { id: "pulumi-token", pattern: /\bpul-[0-9a-f]{40}\b/ },
  { id: "sentry-token", pattern: /\bsntry[su]_[\w+/=]{43,}/ },
  { id: "atlassian-token", pattern: /\bATATT3[\w=-]{180,}/ },
  { id: "mailchimp-key", pattern: /\b[0-9a-f]{32}-us\d{1,2}\b/ },
  { id: "figma-token", pattern: /\bfigd_[\w-]{38,}/ },
  { id: "airtable-token", pattern: /\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}\b/ },
  { id: "docker-hub-token", pattern: /\bdckr_(?:pat|oat)_[\w-]{27,}/ },
  { id: "sendinblue-key", pattern: /\bxkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}\b/ },
  { id: "slack-app-token", pattern: /\bxapp-\d-[A-Z0-9]+-\d+-[a-f0-9]{32,}/ },
  {
    id: "authorization-header",
    pattern: /\bauthorization["']?\s*[:=]\s*["']?(?:basic|bearer|token)\s+[\w.~+/=-]{8,}/i,
  },
];
