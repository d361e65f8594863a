/** Where the stacks of plain resources are, and what they find there. */
export const account = "123456789012";
export const region = "us-east-1";
export const vpcId = "vpc-0123456789abcdef0";
export const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];

/** A trust policy for one service of AWS, acting for this account. */
export function trust(service: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
    ],
  });
}

export const fargateTrust = trust("ecs-tasks.amazonaws.com");
