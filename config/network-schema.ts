import { z } from "zod";

import { cidrBlock } from "./cidr-block";

const awsId = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}-[0-9a-f]{8,17}$`), `must be an id such as ${prefix}-0123456789abcdef0`);

const createdNetwork = z
  .strictObject({
    cidrBlock: cidrBlock
      .default("10.0.0.0/16")
      .describe('Addresses of the VPC, /16 to /24. Default "10.0.0.0/16".'),
    availabilityZones: z
      .int()
      .min(2)
      .max(4)
      .default(2)
      .describe("Number of availability zones, 2 to 4. Default 2."),
    egress: z
      .enum(["nat-gateway", "vpc-endpoints"])
      .describe(
        "How private subnets reach out: nat-gateway (the internet), or vpc-endpoints (Secrets Manager, ECR, CloudWatch Logs and S3 only).",
      ),
    natGateways: z
      .enum(["one-per-availability-zone", "single"])
      .default("single")
      .describe('How many NAT gateways. Default "single".'),
  })
  .describe("A VPC of the stack's own.");

const existingNetwork = z
  .strictObject({
    vpcId: awsId("vpc").describe("The VPC's id."),
    privateSubnetIds: z
      .array(awsId("subnet"))
      .min(1)
      .describe("Subnets of the tasks, without public addresses."),
    publicSubnetIds: z
      .array(awsId("subnet"))
      .default([])
      .describe("Subnets of internet-facing load balancers."),
  })
  .describe(
    "A VPC that exists already. Its private subnets need a way to Secrets Manager, ECR and CloudWatch Logs.",
  );

/** Where a stack's services run. Exactly one of the two is given, which a rule checks. */
export const networkSchema = z
  .strictObject({ create: createdNetwork.optional(), existing: existingNetwork.optional() })
  .describe("Where the services run: exactly one of create and existing.");
