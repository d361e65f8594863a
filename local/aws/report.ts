import { type Emulator } from "./emulator";

/** What to export so that a CLI or an SDK uses the emulator. The keys are the emulator's root user's. */
export function clientEnvironment(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
}

/** The state of the local AWS as `--json` prints it; `uptime` is in seconds. */
export function describeAsJson(emulator: Emulator | undefined, now: Date): string {
  if (emulator === undefined) return JSON.stringify({ status: "stopped" });
  const { endpoint, port, pid, startedAt, log } = emulator;
  const uptime = uptimeOf(emulator, now);
  const environment = clientEnvironment(endpoint);
  return JSON.stringify({ status: "running", endpoint, port, pid, startedAt, uptime, log, environment });
}

/** The state of the local AWS for people. */
export function describe(emulator: Emulator | undefined, now: Date): string {
  if (emulator === undefined) return "The local AWS is stopped. Start it: npm run local -- start";
  const { endpoint, pid, log } = emulator;
  return [
    `The local AWS is running at ${endpoint} (process ${pid}, up ${duration(uptimeOf(emulator, now))}).`,
    `Its log is ${log}`,
    "To use it with the AWS CLI or an SDK:",
    ...Object.entries(clientEnvironment(endpoint)).map(([name, value]) => `  export ${name}=${value}`),
  ].join("\n");
}

function uptimeOf({ startedAt }: Emulator, now: Date): number {
  return Math.max(0, Math.round((now.getTime() - Date.parse(startedAt)) / 1000));
}

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
