import { z } from "zod";

/** (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html) */
export const clusterSchema = z
  .string()
  .regex(
    /^(arn:aws[a-z-]*:ecs:[a-z0-9-]+:\d{12}:cluster\/)?[A-Za-z0-9][\w-]{0,254}$/,
    "must be an ECS cluster's name, of letters, digits, hyphens and underscores, or its ARN",
  )
  .describe(
    "Name or ARN of an existing ECS cluster that the services run in. Default a cluster of the stack's own.",
  );
