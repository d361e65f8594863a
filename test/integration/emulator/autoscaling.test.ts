import assert from "node:assert/strict";
import {
  ApplicationAutoScalingClient,
  DeleteScalingPolicyCommand,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  ListTagsForResourceCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { IamUser } from "../../support/iam-user";
import { clientOptions, localAws, uniqueName } from "../../support/local-aws";

const scaling = {
  ServiceNamespace: "ecs",
  ScalableDimension: "ecs:service:DesiredCount",
} as const;
const byCpu = {
  PolicyName: "cpu",
  PolicyType: "TargetTrackingScaling",
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 60,
    PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilization" },
  },
} as const;

describe("emulator: Application Auto Scaling", () => {
  let client: ApplicationAutoScalingClient;
  let target: typeof scaling & { ResourceId: string };
  before(() => (client = new ApplicationAutoScalingClient(clientOptions())));
  beforeEach(() => (target = { ...scaling, ResourceId: `service/cluster/${uniqueName("orders")}` }));

  it("keeps a target, and changes only what a second registration names", async () => {
    const arn = await register({ MinCapacity: 2, MaxCapacity: 6 });
    assert.match(
      arn,
      /^arn:aws:application-autoscaling:us-east-1:000000000000:scalable-target\/[0-9a-f]{18}$/,
    );
    assert.equal(await register({ MaxCapacity: 8 }), arn);
    const [found] = (await targets()) ?? [];
    assert.deepEqual([found?.MinCapacity, found?.MaxCapacity, found?.ScalableTargetARN], [2, 8, arn]);
  });

  it("refuses capacities that AWS refuses", async () => {
    await assert.rejects(register({ MinCapacity: 1 }), {
      name: "ValidationException",
      message: "MinCapacity and MaxCapacity are required to register a new target.",
    });
    await assert.rejects(register({ MinCapacity: 3, MaxCapacity: 2 }), {
      name: "ValidationException",
      message: "Maximum capacity cannot be less than minimum capacity",
    });
    assert.deepEqual(await targets(), []);
  });

  it("keeps a policy as long as its target", async () => {
    await assert.rejects(client.send(new PutScalingPolicyCommand({ ...target, ...byCpu })), {
      name: "ObjectNotFoundException",
      message:
        `No scalable target registered for service namespace: ecs, resource ID: ${target.ResourceId}, ` +
        "scalable dimension: ecs:service:DesiredCount",
    });
    await register({ MinCapacity: 1, MaxCapacity: 2 });
    const { PolicyARN } = await client.send(new PutScalingPolicyCommand({ ...target, ...byCpu }));
    const [policy] = (await policies()) ?? [];
    const configuration = byCpu.TargetTrackingScalingPolicyConfiguration;
    assert.equal(policy?.PolicyARN, PolicyARN);
    assert.deepEqual(policy?.TargetTrackingScalingPolicyConfiguration, configuration);
    await client.send(new DeregisterScalableTargetCommand(target));
    assert.deepEqual([await targets(), await policies()], [[], []]);
    await assert.rejects(client.send(new DeregisterScalableTargetCommand(target)), {
      name: "ObjectNotFoundException",
    });
  });

  it("deletes a policy once", async () => {
    await register({ MinCapacity: 1, MaxCapacity: 2 });
    await client.send(new PutScalingPolicyCommand({ ...target, ...byCpu }));
    const deletion = new DeleteScalingPolicyCommand({ ...target, PolicyName: "cpu" });
    await client.send(deletion);
    await assert.rejects(client.send(deletion), {
      name: "ObjectNotFoundException",
      message: "No scaling policy found: cpu",
    });
  });

  it("keeps a target's tags", async () => {
    const ResourceARN = await register({ MinCapacity: 1, MaxCapacity: 2, Tags: { Environment: "test" } });
    await client.send(
      new TagResourceCommand({ ResourceARN, Tags: { Service: "orders", Owner: "platform" } }),
    );
    await client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ["Owner"] }));
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceARN }));
    assert.deepEqual(Tags, { Environment: "test", Service: "orders" });
  });

  it("asks IAM, as other services do", async () => {
    const user = await IamUser.create();
    const theirs = new ApplicationAutoScalingClient(user.clientOptions());
    const request = new DescribeScalableTargetsCommand({ ServiceNamespace: "ecs" });
    await assert.rejects(theirs.send(request), { name: "AccessDeniedException" });
    await user.allow({
      Effect: "Allow",
      Action: "application-autoscaling:DescribeScalableTargets",
      Resource: "*",
    });
    await theirs.send(request);
  });

  it("forgets everything when the emulator is reset", async () => {
    await register({ MinCapacity: 1, MaxCapacity: 2 });
    await localAws().reset();
    assert.deepEqual(await targets(), []);
  });

  async function register(request: Partial<RegisterScalableTargetCommand["input"]>): Promise<string> {
    const answer = await client.send(new RegisterScalableTargetCommand({ ...target, ...request }));
    return answer.ScalableTargetARN ?? "";
  }

  async function targets() {
    const request = { ...scaling, ResourceIds: [target.ResourceId] };
    return (await client.send(new DescribeScalableTargetsCommand(request))).ScalableTargets;
  }

  async function policies() {
    return (await client.send(new DescribeScalingPoliciesCommand(target))).ScalingPolicies;
  }
});
