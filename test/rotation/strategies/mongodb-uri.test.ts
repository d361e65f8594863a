import assert from "node:assert/strict";
import {
  alternateUser,
  authenticationDatabaseOf,
  databaseOf,
  formatMongodbUri,
  haveSameServers,
  isLoopback,
  parseMongodbUri,
  problemOf,
} from "../../../rotation/strategies/mongodb-uri";

const login = "app:not-a-password";
const read = (text: string) => parseMongodbUri(text, "MONGODB_URI");

/** A connection string whose login is plain to see, and none of a real one. */
const mongodb = (rest: string): string => ["mongodb:", rest].join("//");

describe("parseMongodbUri", () => {
  it("reads user, password, hosts and the rest, and writes it back as it was", () => {
    const text = `mongodb://${login}@a.example:27018,[fd00::1]:27017,c/auth?replicaSet=rs0&tls=true&appName=a%20b@c`;
    assert.deepEqual(read(text), {
      scheme: "mongodb",
      user: "app",
      password: "not-a-password",
      hosts: ["a.example:27018", "[fd00::1]:27017", "c"],
      rest: "/auth?replicaSet=rs0&tls=true&appName=a%20b@c",
    });
    assert.equal(formatMongodbUri(read(text)), text);
  });

  it("reads one without a path, or with options straight after the hosts", () => {
    for (const text of [`mongodb+srv://${login}@cluster.example`, `mongodb://${login}@h?tls=true`]) {
      assert.equal(formatMongodbUri(read(text)), text);
    }
  });

  it("decodes user and password, and encodes them again", () => {
    const uri = read(mongodb("a%40b:c%3Ad%2F%25@h/"));
    assert.deepEqual([uri.user, uri.password], ["a@b", "c:d/%"]);
    assert.equal(formatMongodbUri(uri), mongodb("a%40b:c%3Ad%2F%25@h/"));
  });

  it("takes a colon in a password for its own", () => {
    assert.equal(read(mongodb("app:a:b@h/")).password, "a:b");
  });

  for (const [what, text] of [
    ["an empty text", ""],
    ["another scheme", `postgres://${login}@h/`],
    ["no login", "mongodb://h/db"],
    ["no password", "mongodb://app@h/db"],
    ["an empty password", "mongodb://app:@h/db"],
    ["an empty user", mongodb(":secret@h/db")],
    ["a password with an @", mongodb("app:se@cret@h/db")],
    ["a password with a slash", mongodb(["app:se", "cret@h/db"].join("/"))],
    ["a password with a question mark", mongodb("app:se?cret@h/db")],
    ["a password with a lone %", mongodb("app:se%cret@h/db")],
    ["no host", `mongodb://${login}@/db`],
    ["an empty host among others", `mongodb://${login}@a,,b/db`],
    ["a port that is no number", `mongodb://${login}@a:x/db`],
    ["an IPv6 address without brackets", `mongodb://${login}@fd00::1/db`],
    ["a fragment", `mongodb://${login}@a/db#x`],
    ["a line break", `mongodb://${login}@a/db\n#x`],
  ] as const) {
    it(`refuses ${what}, and quotes nothing`, () => {
      assert.throws(() => read(text), {
        name: "RotationError",
        message:
          "MONGODB_URI must be mongodb://<user>:<password>@<hosts>/<database>?<options>, with user and password percent-encoded",
      });
    });
  }

  for (const hosts of ["a,b", "a:27017"]) {
    it(`refuses ${hosts} after mongodb+srv`, () => {
      assert.throws(() => read(`mongodb+srv://${login}@${hosts}/`), {
        message: "MONGODB_URI must name one host without a port after mongodb+srv://",
      });
    });
  }
});

describe("alternateUser", () => {
  it("adds _clone, or takes it away", () => {
    assert.equal(alternateUser("app", "MONGODB_URI"), "app_clone");
    assert.equal(alternateUser("app_clone", "MONGODB_URI"), "app");
  });

  for (const user of ["_clone", "app_clone_clone"]) {
    it(`refuses ${user}, which would take turns with two others`, () => {
      assert.throws(() => alternateUser(user, "MONGODB_URI"), {
        name: "RotationError",
        message: "the user of MONGODB_URI must be <user> or <user>_clone: rename it",
      });
    });
  }
});

describe("the databases of a connection string", () => {
  for (const [rest, database, authentication] of [
    ["", "", "admin"],
    ["/", "", "admin"],
    ["/?tls=true", "", "admin"],
    ["/auth", "auth", "auth"],
    ["/a%20b?tls=true", "a b", "a b"],
    ["/%zz", "%zz", "%zz"],
    ["/auth?AUTHSOURCE=users%2Fx", "auth", "users/x"],
    ["?authSource=users", "", "users"],
  ] as const) {
    it(`are ${database || "none"} and ${authentication} for ${rest || "no path"}`, () => {
      const uri = read(`mongodb://${login}@h${rest}`);
      assert.deepEqual([databaseOf(uri), authenticationDatabaseOf(uri)], [database, authentication]);
    });
  }
});

describe("haveSameServers", () => {
  const same = (one: string, other: string) =>
    haveSameServers(read(one.replace("//", `//${login}@`)), read(other.replace("//", "//admin:x@")));

  it("minds neither order, case, repetition, default port, database nor options", () => {
    assert.ok(same("mongodb://B.example,a:27018/x?tls=true", "mongodb://a:27018,b.EXAMPLE:27017,a:27018/y"));
    assert.ok(same("mongodb://[FD00::1]/", "mongodb://[fd00::1]:27017/"));
    assert.ok(same("mongodb+srv://C.example/", "mongodb+srv://c.example/x"));
  });

  for (const [one, other] of [
    ["mongodb://a/", "mongodb://a:27018/"],
    ["mongodb://a/", "mongodb://a,b/"],
    ["mongodb://a/", "mongodb+srv://a/"],
    ["mongodb://[fd00::1]/", "mongodb://[fd00::2]/"],
  ] as const) {
    it(`tells ${one} from ${other}`, () => {
      assert.equal(same(one, other), false);
    });
  }
});

describe("isLoopback", () => {
  it("takes every host", () => {
    assert.ok(
      isLoopback(read(`mongodb://${login}@localhost,127.0.0.1:27018,LOCALHOST:1,127.9.9.9,[::1]:2/`)),
    );
  });

  for (const host of ["localhost,a", "localhost.example", "127.0.0.1.example", "10.127.0.1", "[::2]"]) {
    it(`is not ${host}`, () => {
      assert.equal(isLoopback(read(`mongodb://${login}@${host}/`)), false);
    });
  }
});

describe("problemOf", () => {
  const noTls = "must use TLS: add tls=true to its options";
  const noPassword =
    "must have a user that logs in with a password of MongoDB's own (SCRAM): another has nothing to rotate";
  const unverified = (name: string) =>
    `must have the server's certificate verified: remove ${name} from its options`;

  for (const [text, plaintext, problem] of [
    ["mongodb://db.example/", false, noTls],
    ["mongodb://db.example/", true, noTls],
    ["mongodb://127.0.0.1/", false, noTls],
    ["mongodb://127.0.0.1,db.example/", true, noTls],
    ["mongodb://db.example/?tls=false", false, noTls],
    ["mongodb://db.example/?tls=true&ssl=false", false, noTls],
    ["mongodb+srv://db.example/?tls=false", false, noTls],
    ["mongodb://127.0.0.1/", true, undefined],
    ["mongodb://db.example/?tls=true", false, undefined],
    ["mongodb://db.example/?SSL=true", false, undefined],
    ["mongodb+srv://db.example/", false, undefined],
    ["mongodb://db.example/?tls=true&authMechanism=SCRAM-SHA-256", false, undefined],
    ["mongodb://db.example/?tls=true&tlsInsecure=false", false, undefined],
    ["mongodb://db.example/?tls=true&tlsInsecure=true", false, unverified("tlsInsecure")],
    [
      "mongodb+srv://db.example/?tlsallowinvalidhostnames=true",
      false,
      unverified("tlsAllowInvalidHostnames"),
    ],
    [
      "mongodb://db.example/?ssl=true&tlsAllowInvalidCertificates=true",
      false,
      unverified("tlsAllowInvalidCertificates"),
    ],
    ["mongodb+srv://db.example/?authSource=$external", false, noPassword],
    ["mongodb://127.0.0.1/?authMechanism=MONGODB-AWS", true, noPassword],
  ] as const) {
    it(`is ${problem ? problem.split(":")[0] : "nothing"} for ${text}${plaintext ? " with plaintext on loopback" : ""}`, () => {
      assert.equal(problemOf(read(text.replace("//", `//${login}@`)), { plaintext }), problem);
    });
  }
});
