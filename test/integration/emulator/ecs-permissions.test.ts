import assert from "node:assert/strict";
import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListServicesCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

import { IamUser } from "../../support/iam-user";
import { clientOptions, newValue, uniqueName } from "../../support/local-aws";
import { EcsService } from "../../support/rotation/ecs-service";

const ecsArn = "arn:aws:ecs:us-east-1:000000000000";

describe("emulator: permissions for ECS", () => {
  let user: IamUser;
  let theirs: ECSClient;
  let service: EcsService;
  let cluster: string;
  let task: string;
  before(async () => {
    user = await IamUser.create();
    theirs = new ECSClient(user.clientOptions());
    const create = new CreateSecretCommand({ Name: uniqueName("orders"), SecretString: newValue() });
    const { ARN = "" } = await new SecretsManagerClient(clientOptions()).send(create);
    service = new EcsService(uniqueName("service"));
    await service.create(ARN, ["API_KEY"]);
    await service.steady();
    cluster = service.cluster;
    task = (await service.tasks())[0]?.taskArn ?? "";
  });

  it("are about services and tasks by their ARNs, whichever way a request names them", async () => {
    await allow([`${ecsArn}:service/${cluster}/${service.name}`, task]);
    const arn = `${ecsArn}:service/${cluster}/${service.name}`;
    await theirs.send(new DescribeServicesCommand({ cluster, services: [service.name] }));
    await theirs.send(new DescribeServicesCommand({ cluster, services: [arn] }));
    await theirs.send(new UpdateServiceCommand({ cluster, service: service.name, desiredCount: 1 }));
    await theirs.send(new DescribeTasksCommand({ cluster: `${ecsArn}:cluster/${cluster}`, tasks: [task] }));
    await theirs.send(new DescribeTasksCommand({ cluster, tasks: [task.split("/").at(-1) ?? ""] }));
    await assertDenied(new DescribeServicesCommand({ cluster, services: ["another"] }));
    await assertDenied(new ListServicesCommand({ cluster }));
  });

  it("are no longer about the cluster that a service is in", async () => {
    await allow([`${ecsArn}:cluster/${cluster}`]);
    await assertDenied(new DescribeServicesCommand({ cluster, services: [service.name] }));
  });

  it("may depend on the cluster, by name or ARN", async () => {
    await allow(["*"], { "ecs:cluster": `${ecsArn}:cluster/${cluster}` });
    await theirs.send(new ListServicesCommand({ cluster }));
    await theirs.send(new ListServicesCommand({ cluster: `${ecsArn}:cluster/${cluster}` }));
    await assertDenied(new ListServicesCommand({ cluster: "another" }));
    await assertDenied(new ListServicesCommand({}));
  });

  function allow(Resource: string[], ArnEquals?: Record<string, string>): Promise<void> {
    const Condition = ArnEquals && { Condition: { ArnEquals } };
    return user.allow({ Effect: "Allow", Action: "ecs:*", Resource, ...Condition });
  }

  function assertDenied(command: ListServicesCommand | DescribeServicesCommand): Promise<void> {
    const call = command instanceof ListServicesCommand ? theirs.send(command) : theirs.send(command);
    return assert.rejects(call, { name: "AccessDeniedException" });
  }
});
