import assert from "node:assert/strict";

import { noPrivilegedContainer as policy } from "../../../policy-pack/policies/no-privileged-container";
import { container, fargateTask, knownInUpdate, secret, taskDefinition } from "../programs";
import { reports } from "../reports";

const undetermined = (place: string) =>
  `undetermined at preview: ${place} (judged during the update, before the resource is made)`;
const privileged = 'container "web", privileged is true: set it to false or leave it out';
const adds = (capabilities: string) =>
  `container "web", linuxParameters.capabilities.add holds ${capabilities}: remove what no container needs`;

const adding = (...add: unknown[]) => ({ linuxParameters: { capabilities: { drop: ["ALL"], add } } });

describe("no-privileged-container", () => {
  it("accepts containers without privileges, and with those that Docker gives every container", async () => {
    const accepted = [
      {},
      { privileged: false },
      { linuxParameters: { initProcessEnabled: true } },
      adding(),
      adding("NET_BIND_SERVICE"),
      adding("CAP_CHOWN", "setuid"),
    ];
    for (const overrides of accepted)
      assert.deepEqual(await reports(policy, () => fargateTask(overrides)), []);
  });

  it("refuses privileged, ECS's own word for it, at first preview", async () => {
    const secrets = () => [{ name: "A", valueFrom: secret().arn }];
    const program = () => fargateTask({ privileged: true, secrets: secrets() });
    assert.deepEqual(await reports(policy, program), [`mandatory FargateTask web: ${privileged}`]);
  });

  it("has nothing to say of privilege, which is no word of ECS's", async () => {
    assert.deepEqual(await reports(policy, () => fargateTask({ privilege: true })), []);
  });

  for (const capability of ["SYS_ADMIN", "CAP_SYS_ADMIN", "sys_ptrace", "NET_ADMIN", "ALL"]) {
    it(`refuses the capability ${capability}`, async () => {
      assert.deepEqual(await reports(policy, () => fargateTask(adding(capability, "CHOWN"))), [
        `mandatory FargateTask web: ${adds(capability)}`,
      ]);
    });
  }

  it("refuses all of them in one line, known beside unknown", async () => {
    const program = () => fargateTask(adding("SYS_ADMIN", knownInUpdate("BPF"), "SYS_MODULE"));
    assert.deepEqual(await reports(policy, program), [
      `mandatory FargateTask web: ${adds("SYS_ADMIN, SYS_MODULE")}`,
    ]);
  });

  it("accepts what its configuration allows, and that alone", async () => {
    const policyConfig = { [policy.name]: { allowedCapabilities: ["SYS_PTRACE"] } };
    const program = () => fargateTask(adding("CAP_SYS_PTRACE", "CHOWN"));
    assert.deepEqual(await reports(policy, program, { policyConfig }), [
      `mandatory FargateTask web: ${adds("CHOWN")}`,
    ]);
  });

  it("refuses the same in anyone's task definition, whatever the case of its keys", async () => {
    const program = () =>
      taskDefinition([
        { Name: "web", Privileged: true, LinuxParameters: { Capabilities: { Add: ["SYS_ADMIN"] } } },
      ]);
    assert.deepEqual(await reports(policy, program), [
      `mandatory TaskDefinition web: ${privileged}`,
      `mandatory TaskDefinition web: ${adds("SYS_ADMIN")}`,
    ]);
  });

  it("is not fooled by two keys that differ in case", async () => {
    const program = () => taskDefinition([{ name: "web", privileged: false, Privileged: true }]);
    assert.deepEqual(await reports(policy, program), [`mandatory TaskDefinition web: ${privileged}`]);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const programs: [() => unknown, string, string][] = [
      [() => fargateTask({ privileged: knownInUpdate(true) }), "privileged", privileged],
      [
        () => fargateTask(adding(knownInUpdate("SYS_ADMIN"))),
        "linuxParameters.capabilities.add",
        adds("SYS_ADMIN"),
      ],
    ];
    for (const [program, place, fault] of programs) {
      assert.deepEqual(await reports(policy, program), [
        `advisory FargateTask web: ${undetermined(`container "web", ${place}`)}`,
      ]);
      assert.deepEqual(await reports(policy, program, { preview: false }), [
        `mandatory FargateTask web: ${fault}`,
      ]);
    }
  });

  it("leaves a document that is not known yet undetermined", async () => {
    const program = () =>
      taskDefinition([container({ privileged: true, secrets: [{ name: "A", valueFrom: secret().arn }] })]);
    assert.deepEqual(await reports(policy, program), [
      `advisory TaskDefinition web: ${undetermined("containerDefinitions")}`,
    ]);
  });
});
