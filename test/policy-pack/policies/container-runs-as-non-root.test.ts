import assert from "node:assert/strict";

import { containerRunsAsNonRoot as policy } from "../../../policy-pack/policies/container-runs-as-non-root";
import { container, fargateTask, knownInUpdate, secret, taskDefinition } from "../programs";
import { reports } from "../reports";

const undetermined = (place: string) =>
  `undetermined at preview: ${place} (judged during the update, before the resource is made)`;
const wayOut = "set it to another user, such as 10001:10001";
const isRoot = `container "web", user is root: ${wayOut}`;
const isMissing = `container "web", user is missing, so that the image decides: ${wayOut}`;

describe("container-runs-as-non-root", () => {
  for (const user of ["10001:10001", "10001", 10001, "1000:0", "app", "rooted", "100", "ContainerUser"]) {
    it(`accepts the user ${user}`, async () => {
      assert.deepEqual(await reports(policy, () => fargateTask({ user })), []);
    });
  }

  for (const user of [
    "root",
    "0",
    0,
    "00",
    "0:10001",
    "root:app",
    "ContainerAdministrator",
    "User Manager\\ContainerAdministrator",
  ]) {
    it(`refuses the user ${user}`, async () => {
      assert.deepEqual(await reports(policy, () => fargateTask({ user })), [
        `mandatory FargateTask web: ${isRoot}`,
      ]);
    });
  }

  it("refuses a container that names no user", async () => {
    for (const user of [undefined, null, "", ":10001"])
      assert.deepEqual(await reports(policy, () => fargateTask({ user })), [
        `mandatory FargateTask web: ${isMissing}`,
      ]);
  });

  it("judges every container of anyone's task definition, whatever the case of its keys", async () => {
    const program = () => taskDefinition([{ Name: "web", User: "app" }, { Name: "proxy", User: "root" }, {}]);
    assert.deepEqual(await reports(policy, program), [
      `mandatory TaskDefinition web: container "proxy", user is root: ${wayOut}`,
      `mandatory TaskDefinition web: container 2, user is missing, so that the image decides: ${wayOut}`,
    ]);
  });

  it("accepts root in the containers that its configuration names, and in these alone", async () => {
    const policyConfig = { [policy.name]: { rootContainers: ["log_router"] } };
    const router = { name: "log_router", firelensConfiguration: { type: "fluentbit" } };
    const program = () => taskDefinition([router, { name: "web", user: "0" }]);
    assert.deepEqual(await reports(policy, program, { policyConfig }), [
      `mandatory TaskDefinition web: ${isRoot}`,
    ]);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () => fargateTask({ user: knownInUpdate("root") });
    assert.deepEqual(await reports(policy, program), [
      `advisory FargateTask web: ${undetermined('container "web", user')}`,
    ]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [
      `mandatory FargateTask web: ${isRoot}`,
    ]);
  });

  it("leaves a document that is not known yet undetermined", async () => {
    const secrets = () => [{ name: "A", valueFrom: secret().arn }];
    const program = () => taskDefinition([container({ user: "root", secrets: secrets() })]);
    assert.deepEqual(await reports(policy, program), [
      `advisory TaskDefinition web: ${undetermined("containerDefinitions")}`,
    ]);
  });
});
