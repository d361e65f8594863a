import assert from "node:assert/strict";
import fc from "fast-check";
import { MongoClient } from "mongodb";
import {
  alternateUser,
  authenticationDatabaseOf,
  formatMongodbUri,
  haveSameServers,
  parseMongodbUri,
} from "../../../rotation/strategies/mongodb-uri";

const word = fc.string({ unit: "grapheme", minLength: 1 });
const hostName = fc.domain().map((name) => name.toLowerCase());
const host = fc.oneof(
  hostName,
  fc.tuple(hostName, fc.integer({ min: 1, max: 65535 })).map(([name, port]) => `${name}:${port}`),
  fc.ipV6().map((address) => `[${address}]:27017`),
);
/** No name of a database has any of these: https://www.mongodb.com/docs/manual/reference/limits/#naming-restrictions */
const database = word.filter((name) => !/[/\\. "$*<>:|?\0]/.test(name));
const option = fc.tuple(fc.constantFrom("appName", "replicaSet", "authSource"), word.map(encodeURIComponent));
const rest = fc
  .tuple(
    database.map(encodeURIComponent),
    fc.uniqueArray(option, { selector: ([name]) => name, maxLength: 3 }),
  )
  .map(([path, options]) => `/${path}?${options.map((pair) => pair.join("=")).join("&")}`);
const uri = fc.record(
  {
    scheme: fc.constant("mongodb" as const),
    user: word,
    password: word,
    hosts: fc.array(host, { minLength: 1, maxLength: 3 }),
    rest,
  },
  { noNullPrototype: true },
);

describe("any connection string", () => {
  it("is read as it was written, and written as it was read", () => {
    fc.assert(
      fc.property(uri, (parts) => {
        const text = formatMongodbUri(parts);
        assert.deepEqual(parseMongodbUri(text, "it"), parts);
        assert.equal(formatMongodbUri(parseMongodbUri(text, "it")), text);
      }),
    );
  });

  it("says to the driver what it says to the rotation", () => {
    fc.assert(
      fc.property(uri, (parts) => {
        const { hosts, credentials } = new MongoClient(formatMongodbUri(parts)).options;
        assert.deepEqual([credentials?.username, credentials?.password], [parts.user, parts.password]);
        assert.equal(credentials?.source, authenticationDatabaseOf(parts));
        assert.equal(hosts.length, parts.hosts.length);
      }),
    );
  });

  it("keeps all but the login when the login changes", () => {
    fc.assert(
      fc.property(uri, word, word, (parts, user, password) => {
        const [, before] = formatMongodbUri(parts).split("@", 2);
        const changed = formatMongodbUri({ ...parts, user, password });
        assert.equal(changed.split("@", 2)[1], before);
        assert.ok(haveSameServers(parts, parseMongodbUri(changed, "it")));
      }),
    );
  });

  it("quotes nothing of a text that it refuses", () => {
    const text = fc.string({ minLength: 8 }).map((each) => `mongodb://user:${each}/`);
    fc.assert(
      fc.property(text, (each) => {
        try {
          parseMongodbUri(each, "MONGODB_URI");
        } catch (error) {
          assert.ok(error instanceof Error);
          assert.match(error.message, /^MONGODB_URI must /);
          assert.equal(error.message.includes(each.slice("mongodb://user:".length, -1)), false);
        }
      }),
    );
  });
});

describe("any user", () => {
  it("takes turns with one other", () => {
    const user = word.filter((each) => !each.endsWith("_clone"));
    fc.assert(
      fc.property(user, (each) => {
        const other = alternateUser(each, "it");
        assert.notEqual(other, each);
        assert.equal(alternateUser(other, "it"), each);
      }),
    );
  });
});
