import { withMongod } from "../../support/mongod-server";
import { itRotatesAtlasUsers } from "../../support/rotation/atlas-rotations";

describe("the database users of an Atlas project with a real MongoDB server as its cluster", () => {
  itRotatesAtlasUsers(withMongod());
});
