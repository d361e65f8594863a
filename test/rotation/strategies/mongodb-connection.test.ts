import assert from "node:assert/strict";
import { MongoNetworkError, MongoParseError, MongoServerError } from "mongodb";
import { connectMongodb, failureOf, MongodbError } from "../../../rotation/strategies/mongodb-connection";
import { TargetError } from "../../../rotation/target-error";

const secret = "not-a-password";
const uri = (options: string) => `mongodb://app:${secret}@127.0.0.1:1/${options}`;

describe("connectMongodb", () => {
  it("gives what the work gives, and connects only for a command", async () => {
    assert.equal(await connectMongodb(uri(""), "it", () => Promise.resolve("done")), "done");
  });

  it("lets errors of the work pass", async () => {
    const error = new TypeError("of the work");
    await assert.rejects(
      connectMongodb(uri(""), "it", () => Promise.reject(error)),
      error,
    );
  });

  it("names a connection string that the driver does not accept, and quotes nothing of it", async () => {
    await assert.rejects(
      connectMongodb(uri("?not-an-option=secret"), "MONGODB_URI", () => Promise.resolve()),
      { name: "RotationError", message: "the MongoDB driver does not accept MONGODB_URI (MongoParseError)" },
    );
  });

  it("names a file that is not there", async () => {
    const ping = connectMongodb(uri("?tls=true&tlsCAFile=/not/there.pem"), "MONGODB_URI", (connection) =>
      connection.command("admin", { ping: 1 }),
    );
    await assert.rejects(ping, {
      message: "MONGODB_URI names a file that the rotation function does not have (such as tlsCAFile)",
    });
  });
});

describe("failureOf", () => {
  it("tells what a server refuses by its name for it", () => {
    const fields = { message: `user ${secret}`, code: 13, codeName: "Unauthorized" };
    const failure = failureOf(new MongoServerError(fields), "it");
    assert.ok(failure instanceof MongodbError);
    assert.equal(failure.codeName, "Unauthorized");
    assert.equal(failure.message, "the server of it refused: Unauthorized");
  });

  it("takes the number of an error that has no name", () => {
    const failure = failureOf(new MongoServerError({ message: secret, code: 51003 }), "it");
    assert.equal(failure.message, "the server of it refused: 51003");
    assert.equal(
      failureOf(new MongoServerError({ message: secret }), "it").message,
      "the server of it refused: MongoServerError",
    );
  });

  it("tells why a server cannot be reached, by the system's code of the cause", () => {
    const cause = Object.assign(new Error(`connect ${secret}`), { code: "ECONNREFUSED" });
    const failure = failureOf(new MongoNetworkError(secret, { cause }), "it");
    assert.ok(failure instanceof TargetError);
    assert.equal(failure.message, "the server of it cannot be reached (MongoNetworkError, ECONNREFUSED)");
  });

  it("leaves out the message of any other error", () => {
    const messages = [new MongoParseError(secret), new Error(secret), secret].map(
      (error) => failureOf(error, "it").message,
    );
    assert.deepEqual(messages, [
      "the MongoDB driver does not accept it (MongoParseError)",
      "the server of it cannot be reached (Error)",
      "the server of it cannot be reached (Error)",
    ]);
  });
});
