import assert from "node:assert/strict";

import { priceNames } from "../../../local/cost/price-names";
import { pricedRegions, priceOf } from "../../../local/cost/prices";

describe("the table of prices", () => {
  it("covers these Regions", () => {
    assert.deepEqual(pricedRegions, ["eu-central-1", "eu-west-1", "us-east-1"]);
  });

  for (const region of ["eu-central-1", "eu-west-1", "us-east-1"]) {
    it(`gives the day and AWS's own page of each price of ${region}`, () => {
      const prices = priceNames.flatMap((name) => priceOf(name, region) ?? []);
      assert.ok(prices.length >= 22, `only ${prices.length}`);
      for (const { usd, date, source } of prices) {
        assert.ok(usd > 0);
        assert.match(date, /^202[56]-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/);
        assert.match(source, /^https:\/\/(aws\.amazon\.com|pricing\.us-east-1\.amazonaws\.com)\//);
        if (source.endsWith(".json")) assert.match(source, new RegExp(`/${region}/index\\.json$`));
      }
    });
  }

  it("lacks what could not be confirmed", () => {
    const lacking = (region: string) => priceNames.filter((name) => priceOf(name, region) === undefined);
    assert.deepEqual(lacking("eu-central-1"), ["fargateStorage", "compositeAlarm"]);
    assert.deepEqual(lacking("eu-west-1"), ["fargateStorage", "compositeAlarm"]);
    assert.deepEqual(lacking("us-east-1"), ["fargateStorage"]);
    assert.deepEqual(lacking("eu-north-1"), priceNames);
  });

  it("names the list that a price is from", () => {
    assert.deepEqual(priceOf("natGateway", "eu-west-1"), {
      usd: 0.048,
      date: "2026-09-25",
      source:
        "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/20260925174521/eu-west-1/index.json",
    });
  });
});
