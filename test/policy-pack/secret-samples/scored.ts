import { randomUUID } from "node:crypto";

import { base64, digits, encoded, hex, letters, password, privateKey, text, upper } from "./random-text";
import { type LabelledSamples } from "./sample";

/** The half that is only scored: the detector is not fitted to it. */
export function scoredSamples(): LabelledSamples {
  return { secret: secrets(), benign: benign() };
}

function secrets(): LabelledSamples["secret"] {
  return [
    ["ADMIN_PASS", password()],
    ["smtpPassword", text(18)],
    ["GRAFANA_ADMIN_PASSWORD", password()],
    ["keystorePassphrase", password()],
    ["APP_ENCRYPTION_KEY", text(64, hex)],
    ["OAUTH_CLIENT_SECRET", text(32)],
    ["ACCESS_TOKEN", text(64, hex)],
    ["algoliaAdminKey", text(32, hex)],
    ["ocp-apim-subscription-key", text(32, hex)],
    ["HMAC_SECRET_V2", base64(24)],
    ["SLACK", `xoxb-${text(12, digits)}-${text(12, digits)}-${text(24)}`],
    ["PAYMENTS", `sk_live_${text(32)}`],
    ["CI_HELPER", `glpat-${text(20)}`],
    ["NOTE", `key ASIA${text(16, `${upper}234567`)} belongs to the worker`],
    ["MONGODB_URI", `mongodb+srv://svc:${text(20)}@cluster0.mongodb.net/orders?retryWrites=true`],
    ["HTTPS_PROXY", `http://proxyuser:${password()}@proxy.internal:3128`],
    ["GIT_REMOTE", `https://x-access-token:${text(40)}@git.example/shop/web.git`],
    ["ANALYTICS_JDBC", `jdbc:mysql://db:3306/bi?useSSL=true&user=bi&password=${password()}&tz=UTC`],
    ["LEGACY_DB", `jdbc:oracle:thin:billing/${text(12)}@//ora.internal:1521/BILL`],
    ["ODBC", `Driver={ODBC Driver 18};Server=db;UID=app;PWD=${text(14)};`],
    ["SERVICE_BUS", `Endpoint=sb://x.example/;SharedAccessKeyName=root;SharedAccessKey=${base64(32)}`],
    ["LIBPQ", `host=db port=5432 user=app password=${text(16)} sslmode=require`],
    ["AUTHORIZATION", `Token ${text(40, hex)}`],
    ["OTEL_EXPORTER_OTLP_HEADERS", `api-key=${text(32)}`],
    ["COMMAND", `curl -H 'Authorization: Basic ${encoded(`ops:${password()}`)}' https://api.example`],
    ["KEYFILE_B64", encoded(privateKey())],
    ["GCP_KEY_B64", encoded(JSON.stringify({ type: "service_account", private_key: privateKey() }))],
    ["CONFIG_JSON", JSON.stringify({ smtp: { host: "mail", auth: { user: "a", pass: text(16) } } })],
    ["CONFIG_JSON", JSON.stringify({ integrations: [{ kind: "crm", apiKey: text(40) }] })],
    ["CALLBACK", `https://hooks.example/in?api_key=${text(28)}&format=json`],
    ["COMMAND", `./server --port=80 --jwt-secret=${text(32)}`],
    ["COMMAND", `sshpass -p ${password()} sftp app@files.internal`],
    ["COMMAND", `export PGPASSWORD='${password()}'; pg_dump -h db`],
    ["COMMAND", `keytool -list -keystore k.jks -storepass ${text(10)}`],
    ["SPRING_OPTS", `--spring.redis.password=${text(20)} --server.port=8080`],
    ["YAML", `database:\n  host: db\n  password: ${password()}\n`],
  ];
}

function benign(): LabelledSamples["benign"] {
  const kms = "arn:aws:kms:eu-west-1:123456789012:key";
  return [
    ["API_TOKEN", `arn:aws:ssm:eu-west-1:123456789012:parameter/prod/token`],
    ["ENCRYPTION_KEY", `${kms}/${randomUUID()}`],
    ["ENCRYPTION_KEY_ALIAS", "alias/prod"],
    ["CREDENTIALS_SECRET_ID", "payment-service-stage-api-keys"],
    ["PASSWORD_SECRET_NAME", "prod/orders/postgres"],
    ["OAUTH_TOKEN_ENDPOINT", "https://id.example/realms/shop/protocol/openid-connect/token"],
    ["JWKS_URL", "https://id.example/.well-known/jwks.json"],
    ["TOKEN_AUDIENCE", "https://api.example"],
    ["ACCESS_TOKEN_LIFETIME", "PT15M"],
    ["PASSWORD_HASH_ROUNDS", "12"],
    ["TOKEN_BUCKET_CAPACITY", "250"],
    ["CSRF_TOKEN_HEADER", "X-CSRF-Token"],
    ["API_KEY_REQUIRED", "yes"],
    ["SECRET_ROTATION_DAYS", "30"],
    ["DB_PASSWORD", "$(DB_PASSWORD)"],
    ["DB_PASSWORD", "%DB_PASSWORD%"],
    ["MQ_PASSWORD", "{{resolve:secretsmanager:mq-prod:SecretString:password}}"],
    ["GOOGLE_APPLICATION_CREDENTIALS", "/etc/gcp/credentials.json"],
    ["CLIENT_SECRET", "********"],
    ["SIGNING_KEY_SOURCE", "op://prod/signer/key"],
    ["BUILD_DIGEST", `sha256:${text(64, hex)}`],
    ["GIT_SHA", text(40, hex)],
    ["CORRELATION_ID", randomUUID()],
    ["CHECKSUM_MD5", text(32, hex)],
    ["ETAG", base64(16)],
    ["SSH_AUTHORIZED_KEY", `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ${text(80)} ops@laptop`],
    ["VAPID_PUBLIC_KEY", `B${text(86)}`],
    ["ROUTING_KEY", "orders.created.v1"],
    ["S3_OBJECT_KEY", `exports/2024/${text(8, letters.toLowerCase())}.csv`],
    ["SORT_KEY", "createdAt"],
    ["COMMAND", "vault login -method=aws token_ttl=1h"],
    ["COMMAND", "docker login --username AWS --password-stdin"],
    ["COMMAND", "sh -c 'exec ./server --db-password-file /run/secrets/db'"],
    ["SMTP_URL", "smtp://mail.internal:587"],
    ["FEATURES", JSON.stringify({ passwordless: true, tokenType: "jwt", maxTokens: 10 })],
    ["MESSAGE", "Your password: it must have twelve characters"],
    ["PACKAGE", "@scope/tokens@1.2.3"],
    ["CA_BUNDLE_B64", encoded(`-----BEGIN CERTIFICATE-----\n${base64(300)}\n-----END CERTIFICATE-----`)],
  ];
}
