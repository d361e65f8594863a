import assert from "node:assert/strict";

import { formatProblem } from "../../config/problems";
import { secretSchema } from "../../config/secret-schema";
import { strategyProblems } from "../../config/strategy-rules";
import { atlas, issuer, mongodb } from "../support/breakages/rotation";

const supplied = { source: "supplied" };
const generated = { source: "generated" };

function problemsOf(keys: Readonly<Record<string, unknown>>): string[] {
  const secret = secretSchema.parse({ type: "config", keys });
  return strategyProblems(secret.keys, ["keys"]).map(formatProblem);
}

describe("strategyProblems", () => {
  it("accepts every strategy on a key of its source, with partners that nothing else writes", () => {
    const keys = {
      MONGODB_URI: { ...supplied, rotation: mongodb },
      ATLAS_URI: { ...supplied, rotation: atlas },
      JWT_SECRET: {
        ...generated,
        rotation: { strategy: "random", overlap: { previousKey: "JWT_SECRET_PREVIOUS", hours: 24 } },
      },
      JWT_SECRET_PREVIOUS: generated,
      SALT: { ...supplied, rotation: { strategy: "random" } },
      API_KEY: { ...supplied, rotation: { ...issuer, idKey: "API_KEY_ID" } },
      API_KEY_ID: supplied,
      PIN: { ...generated, rotation: { strategy: "manual" } },
    };
    assert.deepEqual(problemsOf(keys), []);
  });

  it("lets a loopback address do without HTTPS", () => {
    for (const host of ["localhost:8443", "127.0.0.1", "127.1.2.3:80", "[::1]:8080", "LOCALHOST"]) {
      const keys = { API_KEY: { ...supplied, rotation: { ...atlas, apiUrl: `http://${host}/` } } };
      assert.deepEqual(problemsOf(keys), [], host);
    }
  });

  it("takes no host for loopback that only looks like it", () => {
    for (const host of ["localhost.example.com", "127.0.0.1.nip.io", "user@localhost", "10.127.0.1"]) {
      const keys = { API_KEY: { ...supplied, rotation: { ...atlas, apiUrl: `http://${host}/` } } };
      assert.equal(problemsOf(keys).length, 1, host);
    }
  });

  it("checks each of an issuer's endpoints", () => {
    const { create, verify, revoke } = issuer;
    const url = "http://issuer.example.com/{id}";
    const list = { url, headers: create.headers, keys: "/keys", id: "/id", name: "/name" };
    const endpoints = {
      create: { ...create, body: "{name}", url: "http://issuer.example.com" },
      verify: { ...verify, url: "http://issuer.example.com" },
      revoke: { ...revoke, url },
      list: { ...list, url: "http://issuer.example.com" },
    };
    const keys = { API_KEY: { ...supplied, rotation: { ...issuer, ...endpoints } }, OTHER: supplied };
    const rule =
      "must begin with https://, as credentials are sent there: only a loopback address may do without";
    assert.deepEqual(
      problemsOf(keys),
      ["create", "verify", "revoke", "list"].map((name) => `keys.API_KEY.rotation.${name}.url ${rule}`),
    );
  });

  it("names no other key where there is none", () => {
    const keys = {
      A: { ...generated, rotation: { strategy: "random", overlap: { previousKey: "B", hours: 1 } } },
    };
    assert.deepEqual(problemsOf(keys), [
      "keys.A.rotation.overlap.previousKey must be a key of the same secret: declare it",
    ]);
  });
});
