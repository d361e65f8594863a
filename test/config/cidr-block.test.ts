import assert from "node:assert/strict";

import fc from "fast-check";

import { cidrBlock, prefixLength } from "../../config/cidr-block";

function ruleOf(text: string): string | undefined {
  return cidrBlock
    .safeParse(text)
    .error?.issues.map(({ message }) => message)
    .join("; ");
}

describe("cidrBlock", () => {
  const such = "must be an IPv4 CIDR block such as 10.0.0.0/16";
  const range = "must be an IPv4 CIDR block: four numbers up to 255 and a prefix up to 32";
  const cases: [text: string, rule: string | undefined][] = [
    ["0.0.0.0/0", undefined],
    ["10.0.0.0/8", undefined],
    ["192.0.2.1/32", undefined],
    ["255.255.255.254/31", undefined],
    ["10.0.0.0", such],
    ["10.0.0/16", such],
    ["::/0", such],
    ["everyone", such],
    ["10.0.0.256/32", range],
    ["10.0.0.0/33", range],
    ["10.0.5.7/20", "must begin at the first address of its block: write 10.0.0.0/20"],
    ["255.255.255.255/1", "must begin at the first address of its block: write 128.0.0.0/1"],
    ["203.0.113.9/0", "must begin at the first address of its block: write 0.0.0.0/0"],
  ];
  for (const [text, rule] of cases) {
    it(`${rule === undefined ? "accepts" : "refuses"} ${text}`, () => {
      assert.equal(ruleOf(text), rule);
    });
  }

  it("accepts the block that it says to write", () => {
    const octet = fc.nat(255);
    fc.assert(
      fc.property(octet, octet, octet, octet, fc.nat(32), (a, b, c, d, prefix) => {
        const text = `${a}.${b}.${c}.${d}/${prefix}`;
        const written = /write (\S+)$/.exec(ruleOf(text) ?? "")?.[1] ?? text;
        assert.equal(ruleOf(written), undefined);
        assert.equal(prefixLength(written), prefix);
      }),
    );
  });
});
