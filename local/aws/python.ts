import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { LocalAwsError, messageOf } from "./local-aws-error";

const run = promisify(execFile);
const requirements = join(__dirname, "..", "emulator", "requirements.txt");
const oldestMinor = 10; // of Python 3: what MiniStack needs

/** An interpreter that has MiniStack, and the variables that it needs to find it. */
export interface PythonRuntime {
  command: string;
  environment: Record<string, string>;
}

/**
 * Makes a Python with MiniStack in `folder`, or takes the one that is there already. Uses a virtual environment,
 * or a plain folder of packages where Python comes without the `venv` module's parts, as on Debian.
 *
 * @throws LocalAwsError when Python is missing or too old, or the packages can't be installed.
 */
export async function preparePython(folder: string, say: (line: string) => void): Promise<PythonRuntime> {
  const venv = join(folder, "venv");
  const packages = join(folder, "site-packages");
  const inVenv = { command: join(venv, "bin", "python"), environment: {} };
  if (isInstalled(venv) && (await versionOf(inVenv.command)) !== undefined) return inVenv;
  const python = await findPython();
  const withPackages = { command: python, environment: { PYTHONPATH: packages } };
  if (isInstalled(packages)) return withPackages;

  say("setting up the local AWS: this is done once and takes about 10 seconds");
  mkdirSync(folder, { recursive: true });
  if (await makeVenv(python, venv)) {
    await install(inVenv.command, venv, []);
    return inVenv;
  }
  await install(python, packages, ["--target", packages]);
  return withPackages;
}

/** Whether a place has exactly the packages that the project asks for. */
function isInstalled(place: string): boolean {
  const installed = join(place, "requirements.txt");
  return existsSync(installed) && readFileSync(installed, "utf8") === readFileSync(requirements, "utf8");
}

/** Finds a Python that is recent enough: `$PYTHON` if set, else `python3` or `python` on PATH. */
async function findPython(): Promise<string> {
  const candidates = process.env.PYTHON ? [process.env.PYTHON] : ["python3", "python"];
  const tooOld: string[] = [];
  for (const candidate of candidates) {
    const version = await versionOf(candidate);
    if (version === undefined) continue;
    if (isRecentEnough(version)) return candidate;
    tooOld.push(`${candidate} is ${version}`);
  }
  const found = tooOld.length > 0 ? tooOld.join(", ") : `found no ${candidates.join(" or ")}`;
  throw new LocalAwsError(
    `the local AWS needs Python 3.${oldestMinor} or later, ${found}: install it, or name one in PYTHON`,
  );
}

/** Whether a version such as `3.11` is one that MiniStack runs on. */
export function isRecentEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 3 || (major === 3 && minor >= oldestMinor);
}

async function versionOf(python: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(python, ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"]);
    return stdout.trim();
  } catch {
    return undefined;
  }
}

/** Makes an empty virtual environment; `false` when this Python can't. */
async function makeVenv(python: string, venv: string): Promise<boolean> {
  rmSync(venv, { recursive: true, force: true });
  try {
    await run(python, ["-m", "venv", venv]);
    return true;
  } catch {
    rmSync(venv, { recursive: true, force: true });
    return false;
  }
}

async function install(python: string, place: string, where: string[]): Promise<void> {
  if (where.length > 0) rmSync(place, { recursive: true, force: true });
  const options = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-deps", ...where];
  try {
    await run(python, ["-m", "pip", "install", ...options, "--requirement", requirements]);
  } catch (error) {
    throw new LocalAwsError(installFailure(messageOf(error)));
  }
  cpSync(requirements, join(place, "requirements.txt")); // last: it says that the rest is complete
}

/** What to tell the user when pip fails, from its output. */
export function installFailure(output: string): string {
  if (/No module named '?pip/.test(output)) {
    return (
      "this Python has neither venv nor pip: install them " +
      "(on Debian and Ubuntu: apt install python3-venv python3-pip)"
    );
  }
  const reasons = output.split("\n").filter((line) => line.startsWith("ERROR:"));
  return `installing MiniStack failed: ${reasons.at(-1) ?? output.trim().split("\n").at(-1) ?? "pip gave no reason"}`;
}
