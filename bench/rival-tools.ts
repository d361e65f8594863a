import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const home = resolve(__dirname, "..", ".local", "bench");
const checkovVersion = "3.3.30";

/** The same services as a CDK app, and what it needs, which no other command of this project does. */
export interface CdkApp {
  /** The app's file, among its packages. */
  file: string;
}

/** Installs the CDK, cdk-nag and the app beside them, unless the same are there already. */
export function installCdk(): CdkApp {
  const source = join(__dirname, "cdk");
  const folder = join(home, "cdk");
  const manifest = "package.json";
  const wanted = readFileSync(join(source, manifest), "utf8");
  const installed = join(folder, "node_modules", ".installed.json");
  if (!existsSync(installed) || readFileSync(installed, "utf8") !== wanted) {
    console.error("installing the AWS CDK and cdk-nag: about 200 MB, once");
    mkdirSync(folder, { recursive: true });
    cpSync(join(source, manifest), join(folder, manifest));
    const options = ["--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"];
    execFileSync("npm", ["install", ...options], { cwd: folder, stdio: "pipe" });
    cpSync(join(source, manifest), installed); // last: it says that the rest is complete
  }
  cpSync(join(source, "app.cjs"), join(folder, "app.cjs"));
  return { file: join(folder, "app.cjs") };
}

/** Installs checkov into a virtual environment, unless it is there already; gives the command. */
export function installCheckov(): string {
  const folder = join(home, `checkov-${checkovVersion}`);
  const command = join(folder, "bin", "checkov");
  if (!existsSync(command)) {
    console.error("installing checkov: about a minute, once");
    execFileSync("python3", ["-m", "venv", folder]);
    const options = ["--quiet", "--disable-pip-version-check", "--no-input"];
    execFileSync(join(folder, "bin", "pip"), ["install", ...options, `checkov==${checkovVersion}`]);
  }
  return command;
}
