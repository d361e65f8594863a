import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";

import { noCredentialInDockerfile as policy } from "../../../policy-pack/policies/no-credential-in-dockerfile";
import { builtService, reportsOfBuild } from "../built-service";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";
import { secretText } from "../../support/secret-text";

const password = secretText(randomBytes(9).toString("hex"));
const token = `ghp_${secretText(randomBytes(18).toString("hex"))}`;

/** What the policy says of a Dockerfile with these lines, of which the first one is 2. */
async function faults(...lines: string[]): Promise<string[]> {
  const said = await reportsOfBuild(policy, { "web/Dockerfile": ["FROM node:20", ...lines].join("\n") });
  return said.map((line) => {
    assert.ok(!line.includes(password) && !line.includes(token), "a value is printed");
    return line.replace("mandatory SecretBackedService web: web/Dockerfile:", "");
  });
}

const byName = "holds a secret in plain text (secret-name, medium confidence): take it out and replace it";
const assigned =
  "holds a secret in plain text (secret-assignment, medium confidence): take it out and replace it";
const sure = (rule: string) =>
  `holds a secret in plain text (${rule}, high confidence): take it out and replace it`;

describe("no-credential-in-dockerfile", () => {
  it("accepts a Dockerfile that takes its credentials at build and run time", async () => {
    const said = await faults(
      "ARG NPM_TOKEN",
      "ARG NODE_ENV=production",
      'ARG REGISTRY_PASSWORD=""',
      "ENV NODE_ENV=$NODE_ENV PORT=8080 TOKEN_TTL_SECONDS=60",
      "ENV DB_PASSWORD_FILE=/run/secrets/db_password",
      "ENV API_TOKEN=${RUNTIME_TOKEN}",
      "RUN --mount=type=secret,id=npm_token \\",
      "    NPM_TOKEN=$(cat /run/secrets/npm_token) \\",
      "    npm ci --omit=dev",
      "RUN --mount=type=secret,id=token,env=GITHUB_TOKEN pip install git+https://${GITHUB_TOKEN}@git.example/a.git",
      "RUN <<EOT",
      "  export TOKEN=$(cat /run/secrets/token)",
      "  npm run build",
      "EOT",
      "LABEL org.opencontainers.image.source=https://git.example/web",
      'HEALTHCHECK CMD ["wget", "-q", "http://localhost:8080/health"]',
      'CMD ["node", "server.js"]',
    );
    assert.deepEqual(said, []);
  });

  it("accepts what well-known images do with public keys, digests and accounts", async () => {
    const fingerprint = randomBytes(20).toString("hex").toUpperCase();
    const digest = randomBytes(32).toString("hex");
    const said = await faults(
      `ENV GPG_KEY ${fingerprint}`,
      `ENV NGINX_GPGKEYS="${fingerprint}" PYTHON_SHA256=${digest}`,
      `RUN gpg --batch --keyserver hkps://keys.openpgp.org --recv-keys "${fingerprint}" \\`,
      `  && echo "${digest}  redis.tar.gz" | sha256sum -c - \\`,
      `  && apt-key adv --recv-key ${fingerprint} \\`,
      `  && GPGKEY=${fingerprint} \\`,
      `  && for key in ${fingerprint} ${fingerprint}; do gpg --recv-keys "$key"; done`,
      'RUN echo "deb [signed-by=/usr/share/keyrings/nginx.gpg] https://nginx.org/packages/debian bookworm nginx" > /etc/apt/sources.list.d/nginx.list',
      `ADD --checksum=sha256:${digest} https://example.org/tool.tar.gz /opt/`,
      "RUN adduser --disabled-password --gecos '' app && usermod --lock app",
      "USER app",
    );
    assert.deepEqual(said, []);
  });

  it("refuses a credential under a telling name, in both forms of ENV and at its own line", async () => {
    const said = await faults(
      `ENV DB_PASSWORD ${password}`,
      "ENV LOG_LEVEL=info \\",
      `    dbPassword="${password}" \\`,
      "    PORT=1",
      `ARG DB_PASSWORD=${password}`,
      `ENV DB_PASSWORD=\${DB_PASSWORD:-${password}}`,
      `LABEL admin.password=${password}`,
    );
    assert.deepEqual(said, [
      `2 ENV DB_PASSWORD ${byName}`,
      `4 ENV dbPassword ${byName}`,
      `6 ARG DB_PASSWORD ${byName}`,
      `7 ENV DB_PASSWORD ${byName}`,
      `8 LABEL admin.password ${byName}`,
    ]);
  });

  it("refuses a build argument that an ENV keeps under a telling name", async () => {
    const kept =
      "keeps the build argument NPM_TOKEN in the image: give it to the build by RUN --mount=type=secret instead";
    assert.deepEqual(await faults("ARG NPM_TOKEN", "ENV NPM_TOKEN=$NPM_TOKEN", "ENV VERSION=${NPM_TOKEN}"), [
      `3 ENV NPM_TOKEN ${kept}`,
    ]);
  });

  it("refuses one that a command holds, in the shell's form, in JSON, and in a here document", async () => {
    const said = await faults(
      "RUN apt-get update && \\",
      "    # why this is here",
      `    curl -u ci:${password} https://example.org/a.tar`,
      `RUN ["curl", "-u", "ci:${password}", "https://example.org/a.tar"]`,
      "RUN <<EOT bash",
      "set -e",
      `export DB_PASSWORD=${password}`,
      "EOT",
      'COPY <<"EOF" /app/config.json',
      `{"password": "${password}"}`,
      "EOF",
      `ADD https://ci:${password}@example.org/a.tar /a.tar`,
      `HEALTHCHECK --interval=5s CMD redis-cli -a ${password} ping`,
      `CMD node server.js --db-password ${password}`,
      `ENTRYPOINT ["node", "--token", "${token}"]`,
      `ONBUILD ENV DB_PASSWORD=${password}`,
    );
    assert.deepEqual(said, [
      `4 RUN ${sure("command-credential")}`,
      `5 RUN ${sure("command-credential")}`,
      `8 RUN ${assigned}`,
      `11 COPY ${assigned}`,
      `13 ADD ${sure("url-credential")}`,
      `14 HEALTHCHECK ${sure("command-credential")}`,
      `15 CMD ${assigned}`,
      `16 ENTRYPOINT ${sure("github-token")}`,
      `17 ENV DB_PASSWORD ${byName}`,
    ]);
  });

  it("looks through every stage, and obeys another escape character", async () => {
    const text = [
      "# escape=`",
      "FROM node:20 AS build",
      "RUN npm `",
      `  --token ${token} ci`,
      "FROM node:20-slim",
      `env API_KEY=${password}`,
      "COPY --from=build /app /app",
    ].join("\r\n");
    const said = await reportsOfBuild(policy, { "web/Dockerfile": text });
    assert.deepEqual(said, [
      `mandatory SecretBackedService web: web/Dockerfile:4 RUN ${sure("github-token")}`,
      `mandatory SecretBackedService web: web/Dockerfile:6 ENV API_KEY ${byName}`,
    ]);
  });

  it("reads the Dockerfile that is named", async () => {
    const files = { "web/Dockerfile": "FROM a", "docker/web.Dockerfile": `FROM a\nENV API_KEY=${password}` };
    assert.deepEqual(await reportsOfBuild(policy, files, { dockerfile: "./docker/web.Dockerfile" }), [
      `mandatory SecretBackedService web: docker/web.Dockerfile:2 ENV API_KEY ${byName}`,
    ]);
    assert.deepEqual(await reportsOfBuild(policy, files), []);
  });

  it("refuses a Dockerfile that it cannot read", async () => {
    assert.deepEqual(await reportsOfBuild(policy, { "web/app.js": "" }), [
      "mandatory SecretBackedService web: web/Dockerfile cannot be read (ENOENT), so nothing in it can be checked: set build.dockerfile to the Dockerfile's path from the project's folder",
    ]);
  });

  it("has nothing to say of a service that declares no build", async () => {
    assert.deepEqual(await reports(policy, () => new pulumi.ComponentResource("a:b:C", "web", {})), []);
    const program = () => builtService();
    assert.deepEqual(await reports(policy, program), []);
  });

  it("leaves a context that is not known yet undetermined", async () => {
    assert.deepEqual(await reports(policy, () => builtService({ context: knownInUpdate("web") })), [
      undetermined("SecretBackedService web", "declaration.build"),
    ]);
  });
});
