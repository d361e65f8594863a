import { itRotatesUsers } from "../../support/rotation/mongodb-rotations";
import { MemoryMongodb } from "../../support/rotation/memory-mongodb";

describe("the users of a MongoDB server", () => {
  itRotatesUsers(() => new MemoryMongodb());
});
