import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { bundled, functionCode } from "../components/function-code";
import { RotatingSecret, steps } from "../test/support/rotation/rotating-secret";
import { type Bench, type Row } from "./bench";

/** How often each file is loaded; an odd number has a middle. */
const loads = 15;

/** What each step takes at least, by AWS's template for rotation functions: DescribeSecret guards each of them. */
const leastCalls = {
  createSecret: ["DescribeSecret", "GetSecretValue", "GetSecretValue", "PutSecretValue"],
  setSecret: ["DescribeSecret", "GetSecretValue", "GetSecretValue"],
  testSecret: ["DescribeSecret", "GetSecretValue"],
  finishSecret: ["DescribeSecret", "UpdateSecretVersionStage"],
} as const satisfies Record<(typeof steps)[number], readonly string[]>;

/** The rotation and rollout functions: their size, the time to load them, and the calls of AWS that a rotation takes. */
export const rotation: Bench = {
  name: "rotation",
  description:
    "The functions' bundles and their loading, relative to the client of the AWS SDK that they need; AWS calls of a rotation, relative to AWS's template.",
  run: async () => {
    const client = clientCode();
    return [...sizeRows(client), loadRow(client), ...(await callRows())];
  },
};

/** The AWS SDK's client alone, bundled as the functions are. */
function clientCode(): string {
  const contents = `
    import { SecretsManagerClient, DescribeSecretCommand, GetSecretValueCommand, PutSecretValueCommand,
      UpdateSecretVersionStageCommand } from "@aws-sdk/client-secrets-manager";
    exports.all = [new SecretsManagerClient({}), DescribeSecretCommand, GetSecretValueCommand, PutSecretValueCommand,
      UpdateSecretVersionStageCommand];`;
  return bundled({ stdin: { contents, resolveDir: __dirname } });
}

function sizeRows(clientBundle: string): Row[] {
  const client = Buffer.byteLength(clientBundle);
  return (["rotation", "rollout"] as const).map((name) => {
    const bytes = Buffer.byteLength(functionCode(name));
    return row(`${name} function, minified`, bytes, "B", client, "client of Secrets Manager alone");
  });
}

/** By turns, so that whatever else the machine does slows both down. */
function loadRow(clientBundle: string): Row {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const files = { handler: join(folder, "handler.js"), client: join(folder, "client.js") };
    writeFileSync(files.handler, functionCode("rotation"));
    writeFileSync(files.client, clientBundle);
    const times = Array.from(
      { length: loads },
      () => [loadTime(files.handler), loadTime(files.client)] as const,
    );
    const [handler, client] = [median(times.map(([time]) => time)), median(times.map(([, time]) => time))];
    return row("rotation function, loaded", handler, "ms", client, "client of Secrets Manager alone");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds that a new process takes to load a file. */
function loadTime(file: string): number {
  const program = `const start = performance.now(); require(${JSON.stringify(file)}); console.log(performance.now() - start)`;
  const variables = {
    ...process.env,
    AWS_REGION: "us-east-1",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
  return Number(execFileSync(process.execPath, ["-e", program], { env: variables, encoding: "utf8" }));
}

async function callRows(): Promise<Row[]> {
  const rotating = new RotatingSecret();
  const token = rotating.secret.startRotation();
  const rows: Row[] = [];
  for (const step of steps) {
    const before = rotating.store.calls.length;
    await rotating.step(step, token);
    const made = rotating.store.calls.length - before;
    rows.push(row(`${step}, calls of AWS`, made, "", leastCalls[step].length, "AWS's template"));
  }
  const least = Object.values(leastCalls).flat().length;
  return [
    ...rows,
    row("a whole rotation, calls of AWS", rotating.store.calls.length, "", least, "AWS's template"),
  ];
}

function row(measured: string, value: number, unit: string, against: number, what: string): Row {
  const written = (number: number) => `${Number(number.toFixed(1))} ${unit}`.trim();
  return {
    measured,
    value: written(value),
    against: `${written(against)} (${what})`,
    ratio: (value / against).toFixed(2),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}
