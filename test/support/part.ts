import { type Environment } from "../../naming";
import { type Settings } from "./stack-config";

/** The settings of a stack with one service of an environment, whose own stack has others. */
export function partSettings(environment: Environment): Settings {
  return {
    environmentStack: environment,
    services: [
      {
        name: "checkout",
        image:
          "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout@sha256:86e51771c801615087571322069b25cd8d8942947d41c79483a8f6706dd5f592",
        cpu: 256,
        memory: 512,
        desiredCount: 1,
        secrets: [
          {
            type: "api-keys",
            keys: {
              PARTNER_KEY: { source: "supplied" },
              SIGNING_KEY: { source: "generated", rotation: { strategy: "random", length: 32 } },
            },
          },
        ],
      },
    ],
  };
}

/** What the stack of an environment says to its parts, in a network that was there before. */
export const environmentOutputs = {
  settings: {
    network: {
      existing: {
        vpcId: "vpc-0123456789abcdef0",
        privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
        publicSubnetIds: [],
      },
    },
    access: {},
    rollout: {},
    monitoring: { runbookUrl: "docs/runbooks" },
    hasDeliveryRoles: false,
  },
  serviceNames: ["auth-service"],
  vpcId: "vpc-0123456789abcdef0",
  privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  publicSubnetIds: [],
  endpoints: { securityGroupId: "sg-0123456789abcdef0", s3PrefixListId: "pl-01234567" },
  clusterArn: "arn:aws:ecs:eu-west-1:123456789012:cluster/secret-backed-services-test",
  clusterName: "secret-backed-services-test",
  alertTopicArn: "arn:aws:sns:eu-west-1:123456789012:secret-backed-services-test-alerts",
  alertKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/11111111-1111-4111-8111-111111111111",
  trailLogGroupName: "/aws/cloudtrail/secret-backed-services-test",
};
