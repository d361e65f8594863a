import { systemClock } from "../clock";
import { type StrategyFactory } from "../strategy-factory";
import { MongodbAlternation } from "./mongodb-alternation";
import { connectMongodb } from "./mongodb-connection";
import { MongodbLogin } from "./mongodb-login";
import { MongodbUsers } from "./mongodb-users";

/** A MongoDB connection string: a user administrator's own secret changes the users. */
export const mongodb: StrategyFactory<"mongodb"> = (key, declaration, tools) => {
  const { adminSecretArn, plaintextOnLoopback } = declaration;
  return new MongodbAlternation({
    key,
    administration: new MongodbUsers({ key, adminSecretArn, plaintextOnLoopback }, tools, connectMongodb),
    login: new MongodbLogin(connectMongodb, systemClock),
    plaintextOnLoopback,
  });
};
