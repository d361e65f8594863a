import { itRotatesAtlasUsers } from "../../support/rotation/atlas-rotations";
import { MemoryMongodb } from "../../support/rotation/memory-mongodb";

describe("the database users of an Atlas project", () => {
  itRotatesAtlasUsers(() => new MemoryMongodb());
});
