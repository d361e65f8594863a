import assert from "node:assert/strict";

import { containerProblems } from "../../config/container-rules";
import { formatProblem } from "../../config/problems";
import { type Environment } from "../../naming";
import { declaredService } from "../support/declared-service";

function problemsOf(
  settings: Readonly<Record<string, unknown>>,
  environment: Environment = "test",
): string[] {
  return containerProblems(declaredService(settings), ["services", 0], environment).map(formatProblem);
}

describe("containerProblems", () => {
  it("demands a digest in prod only, beside a tag or not", () => {
    const digest = `@sha256:${"0".repeat(64)}`;
    const refused = [
      `nginx${digest}`,
      `nginx:1.29${digest}`,
      "nginx:1.29",
      "nginx",
      "localhost:5000/nginx",
    ].filter((image) => problemsOf({ image }, "prod").length > 0);
    assert.deepEqual(refused, ["nginx:1.29", "nginx", "localhost:5000/nginx"]);
    assert.deepEqual(problemsOf({ image: "nginx:1.29" }, "stage"), []);
  });

  it("refuses root by name and by number, whatever the group", () => {
    const refused = ["0", "00", "root", "0:1000", "root:root", "1000:0", "10001", "rooty", "app"].filter(
      (user) => problemsOf({ user }).length > 0,
    );
    assert.deepEqual(refused, ["0", "00", "root", "0:1000", "root:root"]);
  });

  it("refuses the ports of ECS and of Service Connect", () => {
    const refused = Array.from({ length: 65535 }, (_, index) => index + 1);
    const service = declaredService({ port: 8080 });
    assert.deepEqual(
      refused.filter((port) => containerProblems({ ...service, port }, [], "test").length > 0),
      [22, 2375, 2376, 15000, 15001, 15003, 15006, 15008, 15020, 15021, 15090, 51678, 51679, 51680],
    );
  });

  it("takes registry credentials by full ARN only", () => {
    const arn = (name: string) => `arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:${name}`;
    const names = [
      "registry-a1B2c3",
      "team/registry-ZZZZZZ",
      "registry",
      "docker-config",
      "registry-docker",
      "my-apikey",
    ];
    const accepted = names.filter((name) => problemsOf({ registryCredentialsArn: arn(name) }).length === 0);
    assert.deepEqual(accepted, ["registry-a1B2c3", "team/registry-ZZZZZZ"]);
  });

  it("takes a health check in both of ECS's forms", () => {
    const commands = [
      ["CMD", "curl", "localhost"],
      ["CMD-SHELL", "curl localhost"],
      ["curl", "localhost"],
      ["NONE", ""],
    ];
    const accepted = commands.filter((command) => problemsOf({ healthCheck: { command } }).length === 0);
    assert.deepEqual(accepted, commands.slice(0, 2));
  });

  it("demands that a health check is over before the next one", () => {
    const problems = [4, 5, 6].map((timeout) =>
      problemsOf({ healthCheck: { command: ["CMD", "true"], interval: 5, timeout } }),
    );
    const rule = "services[0].healthCheck.timeout must be below the interval, which is 5 seconds";
    assert.deepEqual(problems, [[], [`${rule} (got 5)`], [`${rule} (got 6)`]]);
  });

  it("refuses the root directory as a writable path, however it is written", () => {
    const rule = "must not be the root directory: set readonlyRootFilesystem to false instead";
    assert.deepEqual(problemsOf({ writablePaths: ["/", "//", "/tmp"] }), [
      `services[0].writablePaths[0] ${rule} (got "/")`,
      `services[0].writablePaths[1] ${rule} (got "/")`,
    ]);
  });

  it("accepts a shell outside of prod in a container that may be written", () => {
    assert.deepEqual(problemsOf({ enableExecuteCommand: true, readonlyRootFilesystem: false }, "stage"), []);
  });
});
