import assert from "node:assert/strict";
import { randomBytes, randomInt, randomUUID } from "node:crypto";

import { detectSecret } from "../../policy-pack/secret-detector";
import { tokenRules } from "../../policy-pack/secret-tokens";

const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const letters = upper + upper.toLowerCase();
const digits = "0123456789";
const alphanumeric = letters + digits;
const hex = "0123456789abcdef";

/** Made anew in each run: no text of a credential's shape is written down. */
function text(length: number, characters = alphanumeric): string {
  return Array.from({ length }, () => characters[randomInt(characters.length)] ?? "").join("");
}

function rule(value: string, name?: string): string | undefined {
  return detectSecret({ place: "here", text: value, ...(name === undefined ? {} : { name }) })?.rule;
}

const tokens: Record<string, () => string> = {
  "aws-access-key-id": () => `AKIA${text(16, `${upper}234567`)}`,
  "private-key": () => ["-----BEGIN RSA", "PRIVATE KEY-----\n"].join(" ") + text(64),
  "json-web-token": () => `eyJ${text(30)}.eyJ${text(40)}.${text(43)}`,
  "github-token": () => `ghp_${text(36)}`,
  "gitlab-token": () => `glpat-${text(20)}`,
  "slack-token": () => `xoxb-${text(12, digits)}-${text(24)}`,
  "slack-webhook": () => `https://hooks.slack.com/services/T${text(8)}/B${text(8)}/${text(24)}`,
  "stripe-key": () => `sk_live_${text(24)}`,
  "stripe-webhook-secret": () => `whsec_${text(32)}`,
  "google-api-key": () => `AIza${text(35)}`,
  "google-oauth-secret": () => `GOCSPX-${text(28)}`,
  "anthropic-key": () => `sk-ant-api03-${text(93)}`,
  "openai-key": () => `sk-proj-${text(20)}T3BlbkFJ${text(20)}`,
  "npm-token": () => `npm_${text(36)}`,
  "pypi-token": () => `pypi-${["AgEIcHlw", "aS5vcmc"].join("")}${text(60)}`,
  "sendgrid-key": () => `SG.${text(22)}.${text(43)}`,
  "mailgun-key": () => `key-${text(32, hex)}`,
  "twilio-key": () => `SK${text(32, hex)}`,
  "telegram-bot-token": () => `${text(10, "123456789")}:A${text(34)}`,
  "digitalocean-token": () => `dop_v1_${text(64, hex)}`,
  "hashicorp-vault-token": () => `hvs.${text(24)}`,
  "new-relic-key": () => `NRAK-${text(27, upper + digits)}`,
  "hugging-face-token": () => `hf_${text(34, letters)}`,
  "shopify-token": () => `shpat_${text(32, hex)}`,
  "databricks-token": () => `dapi${text(32, hex)}`,
  "linear-key": () => `lin_api_${text(40)}`,
  "authorization-header": () => `curl -H "Authorization: Bearer ${text(20)}" http://localhost`,
};

describe("detectSecret", () => {
  it("knows a sample of every token rule", () => {
    assert.deepEqual(Object.keys(tokens).sort(), tokenRules.map(({ id }) => id).sort());
  });

  for (const [id, sample] of Object.entries(tokens)) {
    it(`finds ${id} under any name, alone and in a longer text`, () => {
      const token = sample();
      assert.equal(rule(token, "GREETING"), id);
      assert.equal(rule(`run --with ${token} now`), id);
    });
  }

  it("tells rule, path and confidence, and never the value", () => {
    const value = text(20);
    const high = detectSecret({ place: "a", text: `postgres://app:${value}@db/orders` });
    const medium = detectSecret({ place: "b", name: "DB_PASSWORD", text: value });
    assert.deepEqual(high, { rule: "url-credential", path: "a", confidence: "high" });
    assert.deepEqual(medium, { rule: "secret-name", path: "b", confidence: "medium" });
  });

  it("finds passwords in URLs of any scheme", () => {
    for (const url of ["mongodb+srv://u:<P>@cluster/db", "redis://:<P>@cache:6379", "https://u:<P>@host/x"])
      assert.equal(rule(url.replace("<P>", text(12)), "ADDRESS"), "url-credential", url);
  });

  it("finds a password by its name in every spelling of names", () => {
    const names =
      `DB_PASSWORD db-password dbPassword DBPassword db.password DB_PASSWORD_2 DB_PASSWORD_PROD password
      JWT_SECRET jwtSecret CLIENT_SECRET API_KEY apiKey ApiKey apikey X-Api-Key STRIPE_API_KEYS accessToken AUTHTOKEN
      DB_PASS DB_PWD SIGNING_KEY ENCRYPTION_KEY SECRET_KEY_BASE CREDENTIALS PASSPHRASE dbpasswd`.split(/\s+/);
    for (const name of names) assert.equal(rule(text(12), name), "secret-name", name);
  });

  it("lets values pass whose names only speak of a secret, or of none", () => {
    const names =
      `DB_SECRET_ARN SECRET_NAME TOKEN_URL TOKEN_TTL_SECONDS PASSWORD_MIN_LENGTH API_KEY_ID SECRET_ID
      PASSWORD_FILE tokenEndpoint apiKeyHeader JWT_PUBLIC_KEY NEXT_PUBLIC_API_KEY PUBLIC_TOKEN RECAPTCHA_SITE_KEY STRIPE_PUBLISHABLE_KEY PARTITION_KEY
      SORT_KEY KEY MONKEY BYPASS PASSAGE PASS_THROUGH COMPASS_HEADING LOG_LEVEL DB_HOST`.split(/\s+/);
    for (const name of names) assert.equal(rule(text(12), name), undefined, name);
  });

  it("lets references and settings pass under a secret's name", () => {
    const values = [
      "",
      "true",
      "None",
      "$DB_PASSWORD",
      "${DB_PASSWORD}",
      "$(cat /run/x)",
      "{{ password }}",
      "<password>",
      "%PASSWORD%",
      "****",
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x-AbC123",
      `sha256:${text(64, hex)}`,
      `registry.example/app@sha256:${text(64, hex)}`,
      randomUUID(),
      "https://login.example/token",
      "/run/secrets/db",
      "prod/orders/db",
      "auth-service-prod-config",
    ];
    for (const value of values) assert.equal(rule(value, "DB_PASSWORD"), undefined, value);
  });

  it("takes digits for a count only where the name says so", () => {
    assert.equal(rule("4096", "MAX_TOKENS"), undefined);
    assert.equal(rule(text(8, digits), "DB_PASSWORD"), "secret-name");
  });

  it("does not take a password for a reference because it begins like one", () => {
    assert.equal(rule(`$${text(12, letters.toLowerCase())}`, "DB_PASSWORD"), "secret-name");
  });

  it("finds assignments and options in commands, connection strings, query strings and JSON", () => {
    const value = text(12);
    const texts = [
      `export DB_PASSWORD=${value} && run`,
      `run --db-password=${value}`,
      `run --db-password ${value}`,
      `Server=db;User Id=app;Password=${value};`,
      `jdbc:mysql://db/orders?user=app&password=${value}`,
      JSON.stringify({ user: "app", password: value }),
    ];
    for (const each of texts) assert.equal(rule(each), "secret-assignment", each.replace(value, "…"));
  });

  it("lets assignments of references and ordinary texts pass", () => {
    const texts = [
      'run --db-password "$DB_PASSWORD"',
      "DB_PASSWORD=${DB_PASSWORD} run",
      "curl -f http://localhost:8080/health || exit 1",
      "node --max-old-space-size=512 server.js",
      "password must be long",
      "postgres://app@db/orders",
      "postgres://app:${DB_PASSWORD}@db/orders",
      "https://example.test/a:b@c",
      randomBytes(24).toString("base64"),
    ];
    for (const each of texts) assert.equal(rule(each, "TEXT"), undefined, each);
  });
});
