import { type PriceName } from "./price-names";

/** What one unit costs, and who says so. */
export interface Price {
  usd: number;
  /** Day on which AWS published the list, or on which it was read. */
  date: string;
  source: string;
}

export const currency = "USD";

/** Prices from one list. */
interface PriceList {
  date: string;
  source: string;
  usd: Partial<Record<PriceName, number>>;
}

/** AWS's list of a service's prices in a Region: of one version, or the latest. */
const list = (service: string, region: string, version = "current") =>
  `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/${service}/${version}/${region}/index.json`;

/** The prices that are the same in these Regions. */
const everywhere = (region: string): PriceList[] => [
  { date: "2026-09-11", source: list("awskms", region), usd: { key: 1, keyCalls: 0.03 } },
  {
    date: "2026-09-17",
    source: list("AmazonVPC", region, "20260917190528"),
    usd: { publicAddress: 0.005 },
  },
  { date: "2026-05-01", source: "https://aws.amazon.com/privatelink/pricing/", usd: { endpointData: 0.01 } },
  { date: "2026-03-26", source: "https://aws.amazon.com/cloudwatch/pricing/", usd: { dashboard: 3 } },
];

/**
 * AWS's list prices on demand, of the first tier, without taxes, discounts and free allowances. A price that could not be
 * confirmed for a Region is left out, and the estimate says so. To renew one, look it up in its source and put the day down.
 */
const lists: Record<string, PriceList[]> = {
  "eu-central-1": [
    ...everywhere("eu-central-1"),
    {
      date: "2026-10-08",
      source: list("AmazonECS", "eu-central-1"),
      usd: {
        fargateCpu: 0.04656,
        fargateMemory: 0.00511,
        fargateArmCpu: 0.03725,
        fargateArmMemory: 0.00409,
      },
    },
    {
      date: "2026-09-24",
      source: list("AWSELB", "eu-central-1"),
      usd: { loadBalancer: 0.027, loadBalancerCapacity: 0.008 },
    },
    {
      date: "2026-10-07",
      source: list("AmazonEC2", "eu-central-1"),
      usd: { natGateway: 0.052, natData: 0.052 },
    },
    { date: "2026-09-22", source: list("AmazonVPC", "eu-central-1"), usd: { endpoint: 0.012 } },
    {
      date: "2026-10-08",
      source: list("AmazonCloudWatch", "eu-central-1"),
      usd: { logIngestion: 0.63, logStorage: 0.0324, metric: 0.3, alarm: 0.1 },
    },
    {
      date: "2026-10-08",
      source: list("AWSSecretsManager", "eu-central-1"),
      usd: { secret: 0.4, secretCalls: 0.05 },
    },
    {
      date: "2026-09-11",
      source: list("AWSLambda", "eu-central-1"),
      usd: { functionCalls: 0.2, functionTime: 0.0000133334 },
    },
    { date: "2026-09-28", source: list("AmazonS3", "eu-central-1"), usd: { fileStorage: 0.0245 } },
  ],
  "eu-west-1": [
    ...everywhere("eu-west-1"),
    {
      date: "2026-09-11",
      source: list("AmazonECS", "eu-west-1", "20260911124425"),
      usd: { fargateCpu: 0.04048, fargateMemory: 0.004445 },
    },
    {
      date: "2026-05-01",
      source: list("AmazonECS", "eu-west-1"),
      usd: { fargateArmCpu: 0.03238, fargateArmMemory: 0.00356 },
    },
    {
      date: "2026-09-14",
      source: list("AWSELB", "eu-west-1"),
      usd: { loadBalancer: 0.0252, loadBalancerCapacity: 0.008 },
    },
    {
      date: "2026-09-25",
      source: list("AmazonEC2", "eu-west-1", "20260925174521"),
      usd: { natGateway: 0.048, natData: 0.048 },
    },
    { date: "2026-09-14", source: list("AmazonVPC", "eu-west-1"), usd: { endpoint: 0.011 } },
    {
      date: "2026-09-22",
      source: list("AmazonCloudWatch", "eu-west-1", "20260922021715"),
      usd: { logIngestion: 0.57, logStorage: 0.03, metric: 0.3, alarm: 0.1 },
    },
    {
      date: "2026-09-11",
      source: list("AWSSecretsManager", "eu-west-1", "20260911124610"),
      usd: { secret: 0.4, secretCalls: 0.05 },
    },
    {
      date: "2026-10-01",
      source: list("AWSLambda", "eu-west-1", "20261001184746"),
      usd: { functionCalls: 0.2, functionTime: 0.0000133334 },
    },
    {
      date: "2026-09-28",
      source: list("AmazonS3", "eu-west-1", "20260928230416"),
      usd: { fileStorage: 0.023 },
    },
  ],
  "us-east-1": [
    ...everywhere("us-east-1"),
    {
      date: "2026-09-29",
      source: list("AmazonECS", "us-east-1"),
      usd: { fargateCpu: 0.04048, fargateMemory: 0.004445 },
    },
    {
      date: "2026-07-07",
      source: list("AmazonECS", "us-east-1"),
      usd: { fargateArmCpu: 0.03238, fargateArmMemory: 0.00356 },
    },
    {
      date: "2026-09-29",
      source: list("AWSELB", "us-east-1"),
      usd: { loadBalancer: 0.0225, loadBalancerCapacity: 0.008 },
    },
    {
      date: "2026-09-29",
      source: list("AmazonEC2", "us-east-1"),
      usd: { natGateway: 0.045, natData: 0.045 },
    },
    { date: "2026-09-17", source: list("AmazonVPC", "us-east-1"), usd: { endpoint: 0.01 } },
    {
      date: "2026-10-01",
      source: list("AmazonCloudWatch", "us-east-1"),
      usd: { logIngestion: 0.5, logStorage: 0.03 },
    },
    {
      date: "2025-10-28",
      source: list("AmazonCloudWatch", "us-east-1"),
      usd: { metric: 0.3, alarm: 0.1, compositeAlarm: 0.5 },
    },
    {
      date: "2026-09-20",
      source: "https://aws.amazon.com/secrets-manager/pricing/",
      usd: { secret: 0.4, secretCalls: 0.05 },
    },
    {
      date: "2026-09-19",
      source: list("AWSLambda", "us-east-1"),
      usd: { functionCalls: 0.2, functionTime: 0.0000133334 },
    },
    { date: "2026-09-29", source: list("AmazonS3", "us-east-1"), usd: { fileStorage: 0.023 } },
  ],
};

/** The Regions that the table covers. */
export const pricedRegions = Object.keys(lists);

/** A Region's price of something; `undefined` where the table has none. */
export function priceOf(name: PriceName, region: string): Price | undefined {
  for (const { date, source, usd } of lists[region] ?? []) {
    const price = usd[name];
    if (price !== undefined) return { usd: price, date, source };
  }
  return undefined;
}
