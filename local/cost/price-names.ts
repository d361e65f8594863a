/** What AWS charges for, in the order of reports: how it is called, and what one price is for. */
export const charges = {
  fargateCpu: { item: "Fargate vCPU, x86", unit: "vCPU-hour" },
  fargateMemory: { item: "Fargate memory, x86", unit: "GB-hour" },
  fargateArmCpu: { item: "Fargate vCPU, ARM", unit: "vCPU-hour" },
  fargateArmMemory: { item: "Fargate memory, ARM", unit: "GB-hour" },
  fargateStorage: { item: "Fargate storage above 20 GB", unit: "GB-hour" },
  loadBalancer: { item: "load balancer", unit: "hour" },
  loadBalancerCapacity: { item: "load balancer capacity", unit: "LCU-hour" },
  natGateway: { item: "NAT gateways", unit: "hour" },
  natData: { item: "data through NAT gateways", unit: "GB" },
  endpoint: { item: "interface endpoints", unit: "hour" },
  endpointData: { item: "data through interface endpoints", unit: "GB" },
  publicAddress: { item: "public IPv4 addresses", unit: "hour" },
  secret: { item: "secrets", unit: "secret" },
  secretCalls: { item: "calls of Secrets Manager", unit: "10,000 calls" },
  key: { item: "KMS keys", unit: "key" },
  keyCalls: { item: "calls of KMS", unit: "10,000 calls" },
  logIngestion: { item: "log ingestion", unit: "GB" },
  logStorage: { item: "log storage", unit: "GB-month" },
  fileStorage: { item: "trail's files in S3", unit: "GB-month" },
  metric: { item: "custom metrics", unit: "metric" },
  alarm: { item: "metric alarms", unit: "alarm" },
  compositeAlarm: { item: "composite alarms", unit: "alarm" },
  dashboard: { item: "dashboards", unit: "dashboard" },
  functionCalls: { item: "calls of functions", unit: "1,000,000 calls" },
  functionTime: { item: "functions' time, ARM", unit: "GB-second" },
} as const;

export type PriceName = keyof typeof charges;

export const priceNames = Object.keys(charges).filter((name): name is PriceName => name in charges);
