import {
  CreateServiceCommand,
  DeleteServiceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";

import { eventually } from "../local-aws";
import { primaryOf } from "../rotation/ecs-service";
import { changeRole, restoreRole } from "./access-faults";
import { type Fault } from "./fault";
import { cluster, executionRole, type HealthyStack, service } from "./healthy-stack";

const exitTag = "local-aws:exits-with-version";

/** Deploys the service once more, and waits for the deployment to fail. */
async function failToDeploy(stack: HealthyStack): Promise<void> {
  const request = new UpdateServiceCommand({ cluster, service, forceNewDeployment: true });
  const { id: made } = primaryOf((await stack.ecs.send(request)).service);
  await eventually(async () => {
    const { deployments = [] } = await stack.describeService();
    return deployments.find(({ id }) => id === made)?.rolloutState === "FAILED" ? true : undefined;
  }, 60);
}

async function deployAgain(stack: HealthyStack): Promise<void> {
  await stack.ecs.send(new UpdateServiceCommand({ cluster, service, forceNewDeployment: true }));
  await stack.steady();
}

/** What keeps tasks from starting, or from going on. */
export const taskFaults: readonly Fault[] = [
  {
    what: "tasks that may not read their secret, and a deployment of them",
    make: async (stack) => {
      await changeRole(stack, executionRole, (each) => (each.Sid === "ReadSecrets" ? [] : [each]));
      await failToDeploy(stack);
    },
    undo: async (stack) => {
      await restoreRole(stack, executionRole);
      await deployAgain(stack);
    },
    problems: [`role-policy: ${executionRole}`, `deployment: ${service}`, `stopped-tasks: ${service}`],
    evidence: /secretsmanager:GetSecretValue is implicitly denied/,
  },
  {
    what: "containers that exit at once",
    make: async (stack) => {
      const { serviceArn: resourceArn } = await stack.describeService();
      const tags = [{ key: exitTag, value: stack.firstVersion }];
      await stack.ecs.send(new TagResourceCommand({ resourceArn, tags }));
      await failToDeploy(stack);
    },
    undo: async (stack) => {
      const { serviceArn: resourceArn } = await stack.describeService();
      await stack.ecs.send(new UntagResourceCommand({ resourceArn, tagKeys: [exitTag] }));
      await deployAgain(stack);
    },
    problems: [`deployment: ${service}`, `stopped-tasks: ${service}`],
    evidence: /^ecs-svc\/\w+ is FAILED: /,
  },
  {
    what: "a service that is gone",
    make: async (stack) => {
      await stack.ecs.send(new DeleteServiceCommand({ cluster, service, force: true }));
    },
    undo: async (stack) => {
      const { subnetId, securityGroupId } = stack.network;
      await stack.ecs.send(
        new CreateServiceCommand({
          cluster,
          serviceName: service,
          taskDefinition: service,
          desiredCount: 2,
          networkConfiguration: {
            awsvpcConfiguration: { subnets: [subnetId], securityGroups: [securityGroupId] },
          },
        }),
      );
      await stack.takeAsDeclared();
    },
    problems: [`service-exists: ${service}`],
    evidence: /^there is no such ECS service$/,
  },
];
