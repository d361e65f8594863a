import assert from "node:assert/strict";
import { issuerSchema } from "../../../rotation/contract/issuer-schema";

const headers = { Authorization: "Bearer {adminKey}" };
const url = "https://api.example.com/v1/keys";
const create = { url, headers, body: '{"name":"{name}"}', key: "/data/key", id: "/data/id" };
const verify = { url: "https://api.example.com/v1/me", headers: { "X-Api-Key": "{key}" } };
const revoke = { url: `${url}/{id}`, headers };
const list = { url: `${url}?limit=100`, headers, keys: "", id: "/id", name: "/name" };
const valid = {
  strategy: "issuer",
  adminSecretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:issuer-admin-AbCdEf",
  activeKeys: 2,
  idKey: "API_KEY_ID",
  create,
  verify,
  revoke,
};

/** What is wrong with a declaration, as `<path> <message>`. */
function problems(changes: object): string[] {
  const { error } = issuerSchema.safeParse({ ...valid, ...changes });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")} ${message}`);
}

describe("issuerSchema", () => {
  it("accepts an issuer with or without a list, and fills in the defaults", () => {
    const declared = issuerSchema.parse({ ...valid, list });
    assert.equal(declared.adminKey, "API_KEY");
    assert.deepEqual(
      [declared.create.method, declared.verify.method, declared.revoke.method],
      ["POST", "GET", "DELETE"],
    );
    assert.equal(issuerSchema.parse(valid).list, undefined);
  });

  it("accepts a revocation whose id is in its body, and a body that is a form or has empty braces", () => {
    const form = { ...headers, "Content-Type": "application/x-www-form-urlencoded" };
    assert.deepEqual(problems({ revoke: { method: "POST", url, headers: form, body: "sid={id}" } }), []);
    assert.deepEqual(problems({ create: { ...create, body: '{"name":"{name}","scopes":{}}' } }), []);
  });

  for (const [what, changes, problem] of [
    [
      "a placeholder of another request",
      { verify: { ...verify, headers: { Authorization: "Bearer {adminKey}", "X-Api-Key": "{key}" } } },
      "verify.headers may hold {key}, not {adminKey}",
    ],
    [
      "a key in an address, where logs would have it",
      { verify: { ...verify, url: `${verify.url}?key={key}` } },
      "verify.url may hold no placeholder, not {key}",
    ],
    [
      "a misspelt placeholder",
      { create: { ...create, body: "name={name}&by={nmae}" } },
      "create.body may hold {name}, not {nmae}",
    ],
    ["a verification of no key", { verify: { ...verify, headers: {} } }, "verify.headers must hold {key}"],
    ["a creation by nobody", { create: { ...create, headers: {} } }, "create.headers must hold {adminKey}"],
    ["a revocation of no key", { revoke: { ...revoke, url } }, "revoke.url must hold {id}"],
    ["a list for nobody", { list: { ...list, headers: {} } }, "list.headers must hold {adminKey}"],
    [
      "a list that cannot find what create makes",
      { list, create: { ...create, body: undefined } },
      "create.body must hold {name}, by which list finds the key",
    ],
    [
      "credentials in an address",
      { create: { ...create, url: ["https:", "user:pass@api.example.com/"].join("//") } },
      "create.url must be an HTTPS address, without a user, a password or a fragment",
    ],
    [
      "a header whose name is none",
      { verify: { ...verify, headers: { "X Api": "{key}" } } },
      "verify.headers.X Api Invalid key in record",
    ],
    [
      "an admin secret by a partial ARN",
      { adminSecretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:issuer_admin" },
      "adminSecretArn must be a secret's full ARN, with the six characters at its end",
    ],
    [
      "no pointer",
      { create: { ...create, key: "data.key" } },
      'create.key must be a JSON pointer, such as "/data/key"',
    ],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(problems(changes), [problem]);
    });
  }
});
