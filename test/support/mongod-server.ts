import { connectMongodb } from "../../rotation/strategies/mongodb-connection";
import { mongod } from "./mongod";
import { type MongodbServer } from "./rotation/mongodb-service";

/** Gives each test of the suite the real server, or skips the suite where there is none to be had. */
export function withMongod(): () => MongodbServer {
  let server: MongodbServer | undefined;
  before(async function () {
    this.timeout(180_000); // the first run installs the server
    const running = await mongod();
    if (running === undefined) return this.skip();
    const { host, rootUri } = running;
    server = {
      host,
      connect: connectMongodb,
      root: {
        command: (database, command) =>
          connectMongodb(rootUri, "the test's server", (root) => root.command(database, command)),
      },
    };
  });
  return () => {
    if (server === undefined) throw new Error("the server runs only while tests run");
    return server;
  };
}
