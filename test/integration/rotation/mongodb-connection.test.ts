import assert from "node:assert/strict";
import { MongoClient } from "mongodb";
import { z } from "zod";
import { freePort } from "../../../local/aws/port";
import { connectMongodb } from "../../../rotation/strategies/mongodb-connection";
import { withMongod } from "../../support/mongod-server";
import { MongodbService } from "../../support/rotation/mongodb-service";
import { secretText } from "../../support/secret-text";

describe("connectMongodb with a real MongoDB server", () => {
  const serverOf = withMongod();
  const ping = (uri: string) =>
    connectMongodb(uri, "MONGODB_URI", (connection) => connection.command("admin", { ping: 1 }));

  it("runs a command as the user", async () => {
    const service = await new MongodbService(serverOf()).setUp();
    assert.deepEqual(await ping(service.uri()), { ok: 1 });
  });

  it("names what the server refuses, and no user", async () => {
    const service = await new MongodbService(serverOf()).setUp();
    await assert.rejects(ping(service.uri(service.user, secretText())), {
      name: "RotationError",
      codeName: "AuthenticationFailed",
      message: "the server of MONGODB_URI refused: AuthenticationFailed",
    });
    const create = connectMongodb(service.uri(), "MONGODB_URI", (connection) =>
      connection.command("admin", { createUser: "another", pwd: secretText(), roles: [] }),
    );
    await assert.rejects(create, { message: "the server of MONGODB_URI refused: Unauthorized" });
  });

  it("never falls back to plaintext where the server has no TLS", async () => {
    const service = await new MongodbService(serverOf()).setUp();
    const options = `/${service.database}?authSource=${service.accounts}&tls=true`;
    await assert.rejects(ping(service.uri(service.user, service.password, options)), {
      message: "the server of MONGODB_URI cannot be reached (MongoServerSelectionError, ECONNRESET)",
    });
  });

  it("says within seconds that no server answers, and names no host", async () => {
    const uri = `mongodb://app:${secretText()}@127.0.0.1:${await freePort()}/`;
    const start = Date.now();
    await assert.rejects(ping(uri), {
      name: "RotationError",
      message: "the server of MONGODB_URI cannot be reached (MongoServerSelectionError, ECONNREFUSED)",
    });
    assert.ok(Date.now() - start < 10_000);
  });

  it("leaves no connection open", async () => {
    const service = await new MongodbService(serverOf()).setUp();
    const connections = async () => {
      const of = { "effectiveUsers.user": service.user };
      const status = await serverOf().root.command("admin", { currentOp: 1, $all: true, ...of });
      return z.object({ inprog: z.array(z.unknown()) }).parse(status).inprog.length;
    };
    await connectMongodb(service.uri(), "it", async (connection) => {
      await connection.command("admin", { ping: 1 });
      assert.equal(await connections(), 1);
    });
    const deadline = Date.now() + 5000;
    while ((await connections()) > 0) assert.ok(Date.now() < deadline, "the connection is still open");
  });

  it("shows that a connection which is open when its user is shut out goes on, as the documentation says", async () => {
    const service = await new MongodbService(serverOf()).setUp();
    const values = service.values();
    const task = new MongoClient(service.uri(), { maxPoolSize: 1 });
    try {
      const read = () => task.db(service.database).command({ find: "things", limit: 1 });
      await read();
      const next = await service.strategy().create(values);
      await service.strategy().set(next, values);
      await service.strategy().retire(values, next);
      assert.equal((await read()).ok, 1);
    } finally {
      await task.close();
    }
    assert.equal(await service.accepts(service.uri()), false);
  });
});
