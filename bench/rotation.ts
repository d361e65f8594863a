import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { bundled, functionCode } from "../components/function-code";
import { RotatingSecret, steps } from "../test/support/rotation/rotating-secret";
import { type Bench, type Row } from "./bench";
import { median } from "./statistics";

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
    return [...sizeRows(client), ...loadRows(client), ...(await callRows())];
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
function loadRows(clientBundle: string): Row[] {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const files = { handler: join(folder, "handler.js"), client: join(folder, "client.js") };
    writeFileSync(files.handler, functionCode("rotation"));
    writeFileSync(files.client, clientBundle);
    const handlers: Loaded[] = [];
    const clients: Loaded[] = [];
    for (let count = 0; count < loads; count++) {
      handlers.push(load(files.handler));
      clients.push(load(files.client));
    }
    const compared = (what: string, unit: string, value: (loaded: Loaded) => number) => {
      const [handler, client] = [median(handlers.map(value)), median(clients.map(value))];
      return row(`rotation function, ${what}`, handler, unit, client, "client of Secrets Manager alone");
    };
    return [
      compared("loaded", "ms", ({ milliseconds }) => milliseconds),
      compared("memory once loaded", "MB", ({ megabytes }) => megabytes),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Loaded {
  milliseconds: number;
  megabytes: number;
}

/** What a new process takes to load a file. */
function load(file: string): Loaded {
  const program = `const start = performance.now(); require(${JSON.stringify(file)});
    console.log(performance.now() - start, process.memoryUsage.rss() / 2 ** 20)`;
  const variables = {
    ...process.env,
    AWS_REGION: "us-east-1",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
  const printed = execFileSync(process.execPath, ["-e", program], { env: variables, encoding: "utf8" });
  const [milliseconds = NaN, megabytes = NaN] = printed.split(" ").map(Number);
  return { milliseconds, megabytes };
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
