import { systemClock } from "../clock";
import { type DeclarationOf } from "../contract/strategy-schema";
import { type StrategyFactory } from "../strategy-factory";
import { MongodbAlternation } from "./mongodb-alternation";
import { AtlasApi } from "./mongodb-atlas-api";
import { AtlasUsers } from "./mongodb-atlas-users";
import { connectMongodb } from "./mongodb-connection";
import { MongodbLogin } from "./mongodb-login";

/** A connection string of MongoDB Atlas: a service account changes the database users. */
export const mongodbAtlas: StrategyFactory<"mongodb-atlas"> = (key, declaration, tools) => {
  const login = new MongodbLogin(connectMongodb, systemClock);
  const api = new AtlasApi(declaration, tools, systemClock);
  return new MongodbAlternation({
    key,
    administration: new AtlasUsers(key, declaration, api, login, systemClock),
    login,
    plaintextOnLoopback: isOnThisMachine(declaration),
  });
};

/** A stand-in of the API may have a server of its own beside it. */
function isOnThisMachine({ apiUrl }: DeclarationOf<"mongodb-atlas">): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(apiUrl).hostname);
}
