import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mongodbAtlas } from "../../../rotation/strategies/mongodb-atlas";
import { AtlasServer } from "../../support/rotation/atlas-server";
import { MemoryMongodb } from "../../support/rotation/memory-mongodb";
import { secretText } from "../../support/secret-text";

const rotation = { secretName: "auth-service-prod-config", token: randomUUID() };
const at = (user: string, scheme = "mongodb+srv", host = "cluster.example") => ({
  MONGODB_URI: `${scheme}://${user}:${secretText()}@${host}/auth`,
});

describe("the strategy mongodb-atlas", () => {
  let atlas: AtlasServer;
  beforeEach(async () => {
    atlas = await new AtlasServer(new MemoryMongodb().root).start();
  });
  afterEach(() => atlas.stop());

  function strategyOf(apiUrl = `http://${atlas.host}`) {
    const { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET } = atlas;
    const readSecret = () => Promise.resolve({ CLIENT_ID, CLIENT_SECRET });
    return mongodbAtlas("MONGODB_URI", { ...atlas.declaration(), apiUrl }, { readSecret });
  }

  it("writes its own key alone", async () => {
    const strategy = strategyOf();
    assert.deepEqual(strategy.keys, ["MONGODB_URI"]);
    const { MONGODB_URI = "" } = await strategy.create(at("app"), rotation);
    assert.match(MONGODB_URI, /^mongodb\+srv:\/\/app_clone:[A-Za-z0-9]{48}@cluster\.example\/auth$/);
  });

  it("needs TLS, but for a stand-in of Atlas and its cluster on this machine", async () => {
    const local = at("app", "mongodb", "127.0.0.1");
    await strategyOf().create(local, rotation);
    for (const [apiUrl, values] of [
      ["https://cloud.mongodb.com", local],
      [`http://${atlas.host}`, at("app", "mongodb", "db.example")],
    ] as const) {
      await assert.rejects(strategyOf(apiUrl).create(values, rotation), {
        message: "MONGODB_URI must use TLS: add tls=true to its options",
      });
    }
  });

  it("refuses a user that Atlas does not know, and names none", async () => {
    await assert.rejects(strategyOf().set(at("app_clone"), at("app"), rotation), {
      name: "RotationError",
      message: `the user of MONGODB_URI must be a database user of Atlas project ${atlas.groupId}`,
    });
    assert.deepEqual(atlas.requests, ["POST /api/oauth/token", "GET /databaseUsers/admin/{username}"]);
  });

  it("refuses a user that has no password", async () => {
    const roles = [{ roleName: "read", databaseName: "auth" }];
    await atlas.addUser({ username: "app", password: secretText(), roles, scopes: [] });
    const user = atlas.users.get("app");
    assert.ok(user);
    atlas.users.set("app", { ...user, awsIAMType: "ROLE" });
    await assert.rejects(strategyOf().set(at("app_clone"), at("app"), rotation), {
      name: "RotationError",
      message: "the user of MONGODB_URI must log in with a password, or has nothing to rotate",
    });
    assert.equal(atlas.users.has("app_clone"), false);
  });

  it("says what Atlas refuses, by its code alone", async () => {
    atlas.behaviour = { failures: [403] };
    await assert.rejects(strategyOf().set(at("app_clone"), at("app"), rotation), {
      name: "RotationError",
      message: `GET ${atlas.host}/api/atlas/v2/groups/${atlas.groupId}/databaseUsers/admin/{username} answered 403 (UNEXPECTED_ERROR)`,
    });
  });

  it("fails where Atlas neither makes nor changes the next user", async () => {
    const roles = [{ roleName: "read", databaseName: "auth" }];
    await atlas.addUser({ username: "app", password: secretText(), roles, scopes: [] });
    atlas.behaviour = { failsTo: /^(PATCH|POST)/ };
    await assert.rejects(strategyOf().set(at("app_clone"), at("app"), rotation), {
      name: "RotationError",
      message: "Atlas neither makes nor changes the next user of MONGODB_URI",
    });
  });
});
