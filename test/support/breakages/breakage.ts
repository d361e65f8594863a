import { type Settings, type TestStack } from "../stack-config";

/** One way to break a valid stack, and the one line that says so. */
export type Breakage = readonly [
  title: string,
  /** Settings by path, see `changed`. */
  changes: Settings,
  message: string,
  /** What else is not as in the valid stack. */
  test?: Omit<TestStack, "settings">,
];

export const service = "services[0]";
export const secret = "services[0].secrets[0]";
export const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:rotate";
export const created = { egress: "nat-gateway" };

/** How the message says to take a key out of the configuration. */
export function removal(key: string): string {
  return `remove it with pulumi config rm --stack test ${key}`;
}

/** The changes that give the service a load balancer, and the network the subnets for it. */
export function balanced(loadBalancer: Settings = {}): Settings {
  return {
    "services[0].port": 8080,
    "services[0].loadBalancer": { certificateArn, ingressCidrBlocks: ["10.0.0.0/16"], ...loadBalancer },
    "network.existing.privateSubnetIds": ["subnet-00000001", "subnet-00000002"],
  };
}

export const certificateArn =
  "arn:aws:acm:eu-west-1:111122223333:certificate/00000000-0000-4000-8000-000000000000";
