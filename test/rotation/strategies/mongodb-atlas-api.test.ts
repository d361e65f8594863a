import assert from "node:assert/strict";
import { z } from "zod";
import { AtlasApi, readAnswer } from "../../../rotation/strategies/mongodb-atlas-api";
import { AtlasServer } from "../../support/rotation/atlas-server";
import { MemoryMongodb } from "../../support/rotation/memory-mongodb";

const clock = { now: () => new Date(), wait: () => Promise.resolve() };
const status = {
  method: "GET",
  path: "/clusters/auth-test/status",
  shownPath: "/clusters/auth-test/status",
} as const;

describe("the Atlas Admin API", () => {
  let atlas: AtlasServer;
  beforeEach(async () => {
    atlas = await new AtlasServer(new MemoryMongodb().root).start();
  });
  afterEach(() => atlas.stop());

  function apiOf(
    secret: Record<string, string> = { CLIENT_ID: atlas.clientId, CLIENT_SECRET: atlas.clientSecret },
  ) {
    return new AtlasApi(atlas.declaration(), { readSecret: () => Promise.resolve(secret) }, clock);
  }

  it("gets one token for all requests, also for those at the same time", async () => {
    const api = apiOf();
    await Promise.all([api.send(status), api.send(status)]);
    await api.send(status);
    assert.equal(atlas.requests.filter((request) => request === "POST /api/oauth/token").length, 1);
    assert.equal(atlas.requests.length, 4);
  });

  it("answers with what Atlas answers, and the place without values", async () => {
    const answer = await apiOf().send({
      method: "GET",
      path: "/databaseUsers/admin/a%2Fb",
      shownPath: "/databaseUsers/admin/{username}",
    });
    assert.equal(answer.status, 404);
    const place = `GET ${atlas.host}/api/atlas/v2/groups/${atlas.groupId}/databaseUsers/admin/{username}`;
    assert.equal(answer.place, place);
    assert.throws(() => readAnswer(answer, z.unknown()), {
      name: "RotationError",
      message: `${place} answered 404 (USERNAME_NOT_FOUND)`,
    });
  });

  it("fails where the service account is refused, and quotes nothing of it", async () => {
    await assert.rejects(apiOf({ CLIENT_ID: "someone", CLIENT_SECRET: "else" }).send(status), {
      name: "RotationError",
      message: `POST ${atlas.host}/api/oauth/token answered 401 (INVALID_CLIENT)`,
    });
  });

  it("fails where the secret has no service account", async () => {
    const secrets: Record<string, string>[] = [{}, { CLIENT_ID: "someone" }, { CLIENT_SECRET: "something" }];
    for (const secret of secrets) {
      await assert.rejects(apiOf(secret).send(status), {
        name: "RotationError",
        message: `${atlas.declaration().adminSecretArn} must have values for CLIENT_ID and CLIENT_SECRET`,
      });
    }
    assert.deepEqual(atlas.requests, []);
  });

  it("sends nothing without TLS to another machine", async () => {
    const declaration = { ...atlas.declaration(), apiUrl: "http://atlas.example" };
    const secret = { CLIENT_ID: atlas.clientId, CLIENT_SECRET: atlas.clientSecret };
    const api = new AtlasApi(declaration, { readSecret: () => Promise.resolve(secret) }, clock);
    await assert.rejects(api.send(status), {
      message:
        "POST atlas.example/api/oauth/token is not sent: the address must be HTTPS, or HTTP on a loopback address",
    });
  });
});

describe("readAnswer", () => {
  const schema = z.object({ changeStatus: z.string() });

  it("reads what is documented", () => {
    const answer = { status: 200, body: '{"changeStatus":"APPLIED","more":1}', place: "it" };
    assert.deepEqual(readAnswer(answer, schema), { changeStatus: "APPLIED" });
  });

  for (const [body, status, message] of [
    ['{"other":1}', 200, "it answered something else than Atlas's documentation says"],
    ["<html>", 200, "it answered something else than Atlas's documentation says"],
    ["<html>", 502, "it answered 502"],
    ['{"errorCode":"quotes a value","detail":"value"}', 400, "it answered 400"],
  ] as const) {
    it(`says "${message}" for ${body}`, () => {
      assert.throws(() => readAnswer({ status, body, place: "it" }, schema), {
        name: "RotationError",
        message,
      });
    });
  }
});
