import assert from "node:assert/strict";

import { describeMemorySizes, fargateSizes } from "../../config/fargate-sizes";

/** AWS's table, in GB of 1024 MiB, copied out in full. */
const table: Record<number, number[]> = {
  256: [0.5, 1, 2],
  512: [1, 2, 3, 4],
  1024: [2, 3, 4, 5, 6, 7, 8],
  2048: [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  4096: [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30],
  8192: [16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60],
  16384: [32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120],
  32768: [60, 120, 244],
};

describe("fargateSizes", () => {
  it("is AWS's whole table", () => {
    const expected = Object.entries(table).map(([cpu, memory]) => [
      Number(cpu),
      memory.map((gb) => gb * 1024),
    ]);
    assert.deepEqual([...fargateSizes], expected);
  });
});

describe("describeMemorySizes", () => {
  it("lists few sizes and gives many as a range", () => {
    assert.deepEqual([...fargateSizes.keys()].map(describeMemorySizes), [
      "512, 1024, 2048",
      "1024 to 4096 in steps of 1024",
      "2048 to 8192 in steps of 1024",
      "4096 to 16384 in steps of 1024",
      "8192 to 30720 in steps of 1024",
      "16384 to 61440 in steps of 4096",
      "32768 to 122880 in steps of 8192",
      "61440, 122880, 249856",
    ]);
  });

  it("knows no size for a cpu that Fargate has not", () => {
    assert.equal(describeMemorySizes(300), "nothing");
  });
});
