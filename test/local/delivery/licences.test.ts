import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { judgeLicences } from "../../../local/delivery/licences";

const lockfile = resolve(__dirname, "..", "..", "..", "package-lock.json");
const refusedOf = (packages: object) => judgeLicences({ packages }).refused;

describe("judgeLicences", () => {
  it("refuses no package of this project", () => {
    const { packages, refused } = judgeLicences(JSON.parse(readFileSync(lockfile, "utf8")));
    assert.ok(packages > 400);
    assert.deepEqual(refused, []);
  });

  it("refuses copyleft licences, own ones and none, at whatever depth", () => {
    assert.deepEqual(
      refusedOf({
        "": { license: "AGPL-3.0-only" },
        "policy-pack": { license: "AGPL-3.0-only" },
        "node_modules/own": { resolved: "policy-pack", link: true },
        "node_modules/a": { version: "1.0.0", license: "AGPL-3.0-only" },
        "node_modules/b/node_modules/@scope/c": { version: "2.0.0", license: "SEE LICENSE IN LICENSE" },
        "node_modules/d": { version: "3.0.0" },
        "node_modules/e": { version: "4.0.0", license: "(MIT AND GPL-3.0-only)" },
        "node_modules/f": { version: "5.0.0", license: "(MIT OR ISC) AND (AGPL-3.0-only)" },
      }),
      [
        "a@1.0.0: AGPL-3.0-only",
        "@scope/c@2.0.0: SEE LICENSE IN LICENSE",
        "d@3.0.0: names no licence",
        "e@4.0.0: (MIT AND GPL-3.0-only)",
        "f@5.0.0: (MIT OR ISC) AND (AGPL-3.0-only)",
      ],
    );
  });

  it("accepts a choice with one that is accepted, and all of several", () => {
    assert.deepEqual(
      refusedOf({
        "node_modules/a": { version: "1.0.0", license: "(GPL-2.0-only OR MIT)" },
        "node_modules/b": { version: "1.0.0", license: "(BSD-3-Clause AND Apache-2.0)" },
        "node_modules/@logdna/tail-file": { version: "1.0.0", license: "SEE LICENSE IN LICENSE" },
      }),
      [],
    );
  });
});
