import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { z } from "zod";

import { declareAccess } from "../../../local/access/declare";
import { type Environment, environments } from "../../../naming";
import { type DeclaredStack } from "../../../operations/access/declared-access";
import { changed } from "../stack-config";
import { stackFile } from "../stack-files";

const folder = resolve(__dirname, "..", "..", "..");
export const account = "111122223333";

/** Service to the types of its secrets. */
export type Services = Readonly<Record<string, readonly string[]>>;

export const shippedServices: Services = {
  "auth-service": ["config"],
  "notification-service": ["credentials"],
  "payment-service": ["api-keys"],
};

/** Names that begin as another one's, or hold an environment's name. */
export const awkwardServices: Services = {
  ...shippedServices,
  auth: ["config", "api-keys"],
  "load-test-runner": ["config"],
  "prod-api": ["credentials"],
  "stage-manager": ["config"],
};

/** What the shipped stacks declare. */
export function shippedStacks(): Promise<DeclaredStack[]> {
  return declareAll(() => ({ accountId: account }));
}

/**
 * What they declare with further services of awkward names in every environment, of which `prod-api` has permissions and
 * `stage-manager` takes commands in stage; stage's developers need multi-factor authentication of the last hour.
 */
export function awkwardStacks(): Promise<DeclaredStack[]> {
  return fromFiles((environment) => JSON.stringify({ config: awkwardConfig(environment) }));
}

/** What they declare when GitHub Actions delivers them, prod by its own deploying role and no other. */
export function deliveredStacks(): Promise<DeclaredStack[]> {
  return fromFiles((environment) => {
    const { config } = stackFile(environment);
    const delivery = {
      "secret-backed-services:delivery": {
        deployPolicyArns: [`arn:aws:iam::${account}:policy/deploy`],
        github: { repository: "example/shop", createProvider: environment === "prod" },
      },
    };
    return JSON.stringify({ config: { ...config, ...delivery } }).replaceAll(
      "role/deploy-prod",
      "role/secret-backed-services-prod-deploy",
    );
  });
}

/** What the shipped stacks declare in the account and region of the local AWS. */
export async function localStacks(): Promise<DeclaredStack[]> {
  return fromFiles((environment) => {
    const { config } = stackFile(environment);
    const json = JSON.stringify({ config }).replaceAll(account, "000000000000");
    return json.replaceAll("eu-west-1", "us-east-1");
  }, "000000000000");
}

/** Declares stacks whose files have the given text; JSON is YAML. */
async function fromFiles(
  textOf: (environment: Environment) => string,
  accountId = account,
): Promise<DeclaredStack[]> {
  const scratch = mkdtempSync(join(tmpdir(), "declared-access-"));
  try {
    return await declareAll((environment) => {
      const configFile = join(scratch, `Pulumi.${environment}.yaml`);
      writeFileSync(configFile, textOf(environment));
      return { configFile, accountId };
    });
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

async function declareAll(
  optionsOf: (environment: Environment) => { configFile?: string; accountId: string },
): Promise<DeclaredStack[]> {
  const stacks: DeclaredStack[] = [];
  for (const environment of environments) {
    stacks.push(await declareAccess({ folder, stack: environment, ...optionsOf(environment) }));
  }
  return stacks;
}

/** One bucket's objects, and only those with a tag. */
export const permission = {
  sid: "ReadReports",
  actions: ["s3:GetObject"],
  resources: ["arn:aws:s3:::reports/*"],
  conditions: { StringEquals: { "s3:ExistingObjectTag/Public": "yes" } },
};

function awkwardConfig(environment: Environment): object {
  const { config } = stackFile(environment);
  const key = "secret-backed-services:services";
  const shipped = z.array(z.unknown()).parse(config[key]);
  const further = Object.entries(awkwardServices)
    .filter(([name]) => !Object.hasOwn(shippedServices, name))
    .map(([name, types]) => ({
      name,
      image: `${account}.dkr.ecr.eu-west-1.amazonaws.com/${name}@sha256:${"0".repeat(64)}`,
      cpu: 256,
      memory: 512,
      permissions: name === "prod-api" ? [permission] : [],
      ...(name === "stage-manager" && environment === "stage"
        ? { enableExecuteCommand: true, readonlyRootFilesystem: false }
        : {}),
      secrets: types.map((type) => ({
        type,
        keys: { [type.replace("-", "_").toUpperCase()]: { source: "generated" } },
      })),
    }));
  const services = { ...config, [key]: [...shipped, ...further] };
  if (environment !== "stage") return services;
  const developers = { groups: ["developer"], requireMfa: true, maxMfaAge: 3600 };
  return changed(services, { "secret-backed-services:access": { developers } });
}
