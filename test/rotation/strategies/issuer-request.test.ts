import assert from "node:assert/strict";
import { placeOf, requestOf } from "../../../rotation/strategies/issuer-request";

const url = "https://api.example.com/v1/keys/{id}?by={name}";
const form = { "CONTENT-TYPE": "application/x-www-form-urlencoded; charset=utf-8" };

describe("an issuer's request", () => {
  it("has its values in address, headers and body, and a name without any of them", () => {
    const template = {
      method: "POST",
      url,
      headers: { Authorization: "Bearer {adminKey}" },
      body: '{"n":"{name}"}',
    };
    assert.deepEqual(requestOf(template, { id: "7", name: "mine", adminKey: "secret" }), {
      method: "POST",
      url: "https://api.example.com/v1/keys/7?by=mine",
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        authorization: "Bearer secret",
      },
      body: '{"n":"mine"}',
      place: "POST api.example.com/v1/keys/{id}",
    });
  });

  it("has no body and no content type unless declared", () => {
    const { body, headers } = requestOf({ method: "GET", url, headers: { Accept: "text/plain" } }, {});
    assert.equal(body, undefined);
    assert.deepEqual(headers, { accept: "text/plain" });
  });

  it("keeps a value one value, whatever it holds", () => {
    const id = '../a?b=c&d="e"\\';
    const json = requestOf({ method: "POST", url, headers: {}, body: '{"id":"{id}"}' }, { id, name: "x" });
    assert.equal(json.url, `https://api.example.com/v1/keys/${encodeURIComponent(id)}?by=x`);
    assert.deepEqual(JSON.parse(json.body ?? ""), { id });
    const { body = "" } = requestOf({ method: "POST", url, headers: form, body: "id={id}&ok=1" }, { id });
    assert.deepEqual(
      [...new URLSearchParams(body)],
      [
        ["id", id],
        ["ok", "1"],
      ],
    );
  });

  it("takes no placeholder from a value, and leaves those without a value", () => {
    const template = { method: "POST", url, headers: { A: "{id}", B: "{constructor}" } };
    const { headers } = requestOf(template, { id: "{adminKey}", adminKey: "secret" });
    assert.deepEqual(headers, { accept: "application/json", a: "{adminKey}", b: "{constructor}" });
  });

  it("is called by method, host and path", () => {
    assert.equal(placeOf({ method: "DELETE", url }), "DELETE api.example.com/v1/keys/{id}");
  });
});
