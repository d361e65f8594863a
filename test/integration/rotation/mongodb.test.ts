import { withMongod } from "../../support/mongod-server";
import { itRotatesUsers } from "../../support/rotation/mongodb-rotations";

describe("the users of a real MongoDB server", () => {
  itRotatesUsers(withMongod());
});
