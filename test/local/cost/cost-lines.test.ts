import assert from "node:assert/strict";

import { assume } from "../../../local/cost/assumptions";
import { costLines } from "../../../local/cost/cost-lines";
import { type Estimate } from "../../../local/cost/estimate";

const source = "https://aws.amazon.com/";
const range = (min: number, max = min) => ({ min, max });

const estimate: Estimate = {
  currency: "USD",
  region: "eu-west-1",
  assumptions: assume(["trailGb=0.5"]),
  parts: [
    {
      service: null,
      lines: [
        {
          ...{ item: "functions' time, ARM", unit: "GB-second", quantity: range(12500), usd: 0.0000133334 },
          ...{ monthly: range(0.166668), date: "2026-10-01", source },
        },
      ],
      monthly: range(0.166668),
    },
    {
      service: "api",
      lines: [
        {
          ...{ item: "Fargate vCPU, x86", unit: "vCPU-hour", quantity: range(182.5, 1095), usd: 0.04048 },
          ...{ monthly: range(7.3876, 44.3256), date: "2026-09-11", source },
        },
        {
          ...{ item: "log storage", unit: "GB-month", quantity: range(4.931507), usd: 0.03 },
          ...{ monthly: range(0.147945), date: "2026-09-22", source },
        },
      ],
      monthly: range(7.535545, 44.473545),
    },
  ],
  monthly: range(7.702213, 44.640213),
  notPriced: ["notifications"],
};

describe("costLines", () => {
  it("lists each part with what it consists of, the total, what is assumed and what is left out", () => {
    assert.deepEqual(
      costLines(estimate, (style, text) => `${style} ${text}`),
      [
        "bold Cost in a month: USD, list prices of eu-west-1 of 2026-09-11 to 2026-10-01; sources: --json",
        "  bold Shared                                                               0.17",
        "    functions' time, ARM: 12500 × 0.0000133334 per GB-second           0.17",
        "  bold Service api                                                 7.54 to 44.47",
        "    Fargate vCPU, x86: 182.5 to 1095 × 0.04048 per vCPU-hour  7.39 to 44.33",
        "    log storage: 4.93 × 0.03 per GB-month                              0.15",
        "  bold Total                                                       7.70 to 44.64",
        "bold Assumed (--assume <name>=<number>)",
        "  730 hours in a month; no free allowances, discounts or taxes",
        "  networkGb=100: GB through NAT gateways or interface endpoints",
        "  serviceLogGb=5: GB that each service logs",
        "  functionLogGb=0.1: GB that each function logs",
        "  trailGb=0.5: GB of CloudTrail's records, in its log group and as much in its bucket",
        "  loadBalancerUnits=1: LCUs that each load balancer uses on average",
        "  secretCalls=20000: calls of Secrets Manager for each secret",
        "  keyCalls=20000: calls of KMS with each key",
        "  functionCalls=10000: calls of each function",
        "  functionSeconds=1: seconds that a call of a function takes",
        "bold Not priced",
        "  notifications",
      ],
    );
  });

  it("names one day where all prices are of it", () => {
    const [line] = estimate.parts[0]?.lines ?? [];
    assert.ok(line);
    const parts = [{ service: null, lines: [line], monthly: line.monthly }];
    assert.equal(
      costLines({ ...estimate, parts }, (_, text) => text)[0],
      "Cost in a month: USD, list prices of eu-west-1 of 2026-10-01; sources: --json",
    );
  });
});
