import { awsFoundationalSecurity } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { type Fields, notKnown, valuesAt } from "../known-values";

export const noPublicIp = inputPolicy({
  name: "no-public-ip",
  description:
    "The tasks of a service have no public IP address, so that nothing on the internet reaches them.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Set networkConfiguration.assignPublicIp to false or leave it out, and give the private subnets a NAT gateway or VPC endpoints to reach AWS.",
  framework: awsFoundationalSecurity(
    "ECS.2",
    "ECS services should not have public IP addresses assigned to them automatically",
  ),
  inspect: {
    "aws:ecs/service:Service": findingsOf,
    "aws:ecs/taskSet:TaskSet": findingsOf,
  },
});

function findingsOf(service: Fields): Finding[] {
  const property = "networkConfiguration";
  const place = `${property}.assignPublicIp`;
  const values = valuesAt(service, property).flatMap((configuration) =>
    valuesAt(configuration, "assignPublicIp"),
  );
  if (values.includes(true)) return [{ fault: `${place} is true: set it to false, and use private subnets` }];
  return values.includes(notKnown) ? [{ doubt: place, property }] : [];
}
