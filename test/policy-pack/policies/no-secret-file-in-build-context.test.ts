import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { symlinkSync } from "node:fs";
import { join } from "node:path";

import { noSecretFileInBuildContext as policy } from "../../../policy-pack/policies/no-secret-file-in-build-context";
import { builtService, type Files, inFolder, reportsOfBuild } from "../built-service";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";
import { secretText } from "../../support/secret-text";

const password = secretText(randomBytes(9).toString("hex"));
const pem = (label: string) =>
  [`-----BEGIN ${label}-----`, secretText(randomBytes(48).toString("base64")), `-----END ${label}-----`].join(
    "\n",
  );
const privateKey = pem("PRIVATE KEY");
const certificate = pem("CERTIFICATE");

/** What the policy says of a context with some files and a Dockerfile with these lines, of which the first one is 2. */
async function faults(files: Files, ...lines: string[]): Promise<string[]> {
  const inContext = Object.entries(files).map(([path, text]): [string, string] => [`web/${path}`, text]);
  const dockerfile = ["FROM node:20", ...lines].join("\n");
  const said = await reportsOfBuild(policy, {
    ...Object.fromEntries(inContext),
    "web/Dockerfile": dockerfile,
  });
  return said.map((line) => {
    assert.ok(!line.includes(password), "a value is printed");
    return line.replace("mandatory SecretBackedService web: ", "");
  });
}

const nameIt = "name it in web/.dockerignore";

describe("no-secret-file-in-build-context", () => {
  it("accepts a context whose .dockerignore leaves out environment files, keys and logins", async () => {
    const files = {
      ".dockerignore": ["# not for the image", ".env*", "!.env.example", "**/*.pem", "/deploy", ""].join(
        "\n",
      ),
      ".env": `DB_PASSWORD=${password}`,
      ".env.example": "",
      "certificates/tls.pem": privateKey,
      "deploy/id_ed25519": privateKey,
      "src/app.js": "",
    };
    assert.deepEqual(await faults(files, "COPY . ."), []);
  });

  it("accepts what only looks like one of them", async () => {
    const placeholder = "secret";
    const files = {
      ".env.example": [
        "# copy me",
        "DB_PASSWORD=changeme",
        `DATABASE_URL=postgres://app:${placeholder}@localhost/app`,
        "API_KEY=<your key>",
        "TOKEN=",
      ].join("\n"),
      "config/ca.pem": certificate,
      ".npmrc": "//registry.example.org/:_authToken=${NPM_TOKEN}\n",
      "secrets.yaml": "password: ${DB_PASSWORD}\n",
      "id_rsa.pub": "ssh-rsa AAAA",
      "src/environment.ts": "",
      "truststore.jks": "\u0000",
      "node_modules/a/test/key.pem": privateKey,
      "node_modules/a/.env": "",
      ".git/.env": "",
    };
    assert.deepEqual(await faults(files, "COPY . ."), []);
  });

  it("refuses each kind that a wide COPY or ADD takes, and says where", async () => {
    const files = {
      ".env": "PORT=1",
      ".env.example": `DB_PASSWORD=${password}`,
      ".npmrc": `//registry.example.org/:_authToken=${password}`,
      "config/prod.env": "PORT=1",
      "keys/id_rsa": privateKey,
      "keys/store.p12": "",
      "keys/tls.key": privateKey,
      "secrets.yaml": `password: ${password}`,
      "service-account.json": JSON.stringify({ type: "service_account", private_key: privateKey }),
    };
    const taken = (path: string, kind: string) =>
      `web/Dockerfile:3 COPY takes web/${path}, ${kind}, into the image: ${nameIt}`;
    assert.deepEqual(await faults(files, "WORKDIR /app", "COPY . ."), [
      taken(".env", "an environment file"),
      taken(".env.example", "an environment file"),
      taken(".npmrc", "a file of logins"),
      taken("config/prod.env", "an environment file"),
      taken("keys/id_rsa", "a private key"),
      taken("keys/store.p12", "a key store"),
      taken("keys/tls.key", "a private key"),
      taken("secrets.yaml", "a file of credentials"),
      taken("service-account.json", "a file of credentials"),
    ]);
  });

  it("refuses an environment file that no instruction takes, and lets such a key be", async () => {
    const files = { ".env.local": "", "test/tls.key": privateKey, "src/app.js": "" };
    assert.deepEqual(await faults(files, "COPY src /app"), [
      `web/.env.local is an environment file in the build context: ${nameIt}`,
    ]);
  });

  it("understands what an instruction takes: folders, patterns, variables, JSON and exclusions", async () => {
    const files = { "config/tls.key": privateKey };
    const taken = [
      `web/Dockerfile:2 COPY takes web/config/tls.key, a private key, into the image: ${nameIt}`,
    ];
    for (const line of [
      "COPY config /config",
      "COPY ./config/ /config/",
      "COPY --chown=1:1 package.json conf* /app/",
      "COPY con?ig/*.key /app/",
      'COPY ["src", "config", "/app/"]',
      "COPY ./ /app",
      "COPY --exclude=*.pem config /config",
    ])
      assert.deepEqual(await faults(files, line), taken, line);
    for (const line of [
      "COPY src /app",
      "COPY conf /app",
      "COPY *.key /app/",
      "COPY --from=build /app/config /config",
      "COPY --exclude=**/*.key config /config",
    ])
      assert.deepEqual(await faults(files, line), [], line);
    assert.deepEqual(await faults(files, "ARG FOLDER=config", "ADD ${FOLDER} /app"), [
      `web/Dockerfile:3 ADD takes web/config/tls.key, a private key, into the image: ${nameIt}`,
    ]);
  });

  it("refuses an instruction that names one, whether it is there or comes from another stage", async () => {
    const files = { ".dockerignore": ".env\n" };
    const lines = [
      "COPY package.json .env* ./",
      "COPY --from=build /root/.ssh/id_ed25519 /keys/",
      "COPY .env.example .env",
    ];
    assert.deepEqual(await faults(files, ...lines), [
      "web/Dockerfile:2 COPY takes .env*, an environment file by its name, into the image: take it out of the instruction",
      "web/Dockerfile:3 COPY takes /root/.ssh/id_ed25519, a private key by its name, into the image: take it out of the instruction",
    ]);
  });

  it("judges a link by its name alone, as Docker does not follow it", async () => {
    const files = { "Pulumi.yaml": "name: a", "web/Dockerfile": "FROM a\nCOPY . .", outside: privateKey };
    const said = await inFolder(files, (projectFolder) => {
      for (const name of ["tls.key", "broken.pem", "id_rsa"])
        symlinkSync(name === "broken.pem" ? "nowhere" : "../outside", join(projectFolder, "web", name));
      const policyConfig = { [policy.name]: { projectFolder } };
      return reports(policy, () => builtService({ context: "web" }), { policyConfig });
    });
    assert.deepEqual(said, [
      `mandatory SecretBackedService web: web/Dockerfile:2 COPY takes web/id_rsa, a private key, into the image: ${nameIt}`,
    ]);
  });

  it("takes a here document for no file", async () => {
    assert.deepEqual(await faults({}, "COPY <<EOF /app/.env", "PORT=1", ".env", "EOF"), []);
  });

  it("reads the .dockerignore beside the Dockerfile before the context's own", async () => {
    const files = {
      "web/.dockerignore": ".env",
      "web/.env": "",
      "docker/web.Dockerfile": "FROM a\nCOPY . .",
      "docker/web.Dockerfile.dockerignore": "README.md",
    };
    assert.deepEqual(await reportsOfBuild(policy, files, { dockerfile: "docker/web.Dockerfile" }), [
      "mandatory SecretBackedService web: docker/web.Dockerfile:2 COPY takes web/.env, an environment file, into the image: name it in docker/web.Dockerfile.dockerignore",
    ]);
  });

  it("refuses a context that it cannot read, and says what it lacks", async () => {
    const unreadable = (context: string, error: string) =>
      `mandatory SecretBackedService web: build context ${context} cannot be read (${error}), so nothing in it can be checked: set build.context to the folder's path from the project's folder`;
    assert.deepEqual(await reportsOfBuild(policy, { a: "" }), [unreadable("web", "ENOENT")]);
    assert.deepEqual(await reportsOfBuild(policy, { a: "" }, { context: "a" }), [unreadable("a", "ENOTDIR")]);
    const noContext = await reports(policy, () => builtService({ dockerfile: "Dockerfile" }));
    assert.deepEqual(noContext, [
      "mandatory SecretBackedService web: build has no context: name the folder to build from",
    ]);
  });

  it("refuses a pattern in .dockerignore that is none", async () => {
    assert.deepEqual(await faults({ ".dockerignore": "[a\n" }), [
      "web/.dockerignore holds a pattern that Docker does not take: correct it",
    ]);
  });

  it("refuses to decide when it does not find the project's folder", async () => {
    const said = await reports(policy, () => builtService({ context: "web" }), { project: "elsewhere" });
    assert.deepEqual(said, [
      "mandatory SecretBackedService web: build context web cannot be read, as the folder of project elsewhere is not found: run Pulumi in that folder, or set projectFolder in --policy-pack-config",
    ]);
  });

  it("finds the project's folder by itself from the one that the user is in", async () => {
    const files = {
      "Pulumi.yaml": "name: elsewhere\n",
      "web/.env": "",
      "web/Dockerfile": "FROM a",
      "sub/a": "",
    };
    const { PWD } = process.env;
    try {
      const said = await inFolder(files, (folder) => {
        process.env.PWD = `${folder}/sub`;
        return reports(policy, () => builtService({ context: "web" }), { project: "elsewhere" });
      });
      assert.deepEqual(said, [
        `mandatory SecretBackedService web: web/.env is an environment file in the build context: ${nameIt}`,
      ]);
    } finally {
      if (PWD === undefined) delete process.env.PWD;
      else process.env.PWD = PWD;
    }
  });

  it("leaves a context that is not known yet undetermined", async () => {
    assert.deepEqual(await reports(policy, () => builtService({ context: knownInUpdate("web") })), [
      undetermined("SecretBackedService web", "declaration.build"),
    ]);
  });
});
