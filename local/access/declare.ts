import { createRequire } from "node:module";
import { join, resolve } from "node:path";

import { z } from "zod";

import { type Environment } from "../../naming";
import { type DeclaredStack } from "../../operations/access/declared-access";
import { withUnknownFirstValues } from "../offline/preview/first-values";
import { readStackSettings, type StackSettings } from "../offline/preview/stack-settings";
import { type OwnAnswers } from "../offline/provider-answers";
import { record } from "../offline/recorder";
import { type Properties } from "../offline/wire-values";
import { declaredStack } from "./declared-stack";

export interface DeclareOptions {
  /** The project's folder. */
  folder: string;
  environment: Environment;
  /** The stack's file. @default "Pulumi.<environment>.yaml" in the project's folder */
  configFile?: string;
  /** The account that the stack is taken to be in, 12 digits. */
  accountId: string;
}

/**
 * Runs a stack's program as if it were deployed, without an engine or an account, and gives what it declares of who may
 * do what.
 *
 * @throws InputError for a wrong file; RunError where the program refuses its configuration
 */
export async function declareAccess(options: DeclareOptions): Promise<DeclaredStack> {
  const { folder, environment, configFile, accountId } = options;
  const settings = withUnknownFirstValues(readStackSettings(folder, environment, configFile));
  const { project, config, encrypted } = settings;
  const administrators = declaredAdministrators(settings);
  const recording = await record(() => runAnew(resolve(folder, settings.main)), {
    project,
    stack: environment,
    config,
    secretKeys: encrypted,
    ...answers(accountId, administrators),
  });
  return declaredStack(recording, environment, administrators);
}

/**
 * The account that a stack's administrators are in. All stacks are taken to be in it: in accounts of their own, they are
 * kept apart by more than what is shown.
 */
export function accountOf(folder: string, environments: readonly Environment[]): string {
  const arns = environments.flatMap((environment) =>
    declaredAdministrators(readStackSettings(folder, environment)),
  );
  return /::(\d{12}):/.exec(arns.join())?.[1] ?? "123456789012";
}

const accessSetting = z
  .object({ administrators: z.array(z.string()).catch([]) })
  .catch({ administrators: [] });

function declaredAdministrators({ project, config }: StackSettings): string[] {
  try {
    return accessSetting.parse(JSON.parse(config[`${project}:access`] ?? "{}")).administrators;
  } catch {
    return []; // the program says what is wrong
  }
}

/** Whoever deploys is one of those who may; a VPC has some parts. */
function answers(
  accountId: string,
  [deployer = `arn:aws:iam::${accountId}:user/offline`]: string[],
): OwnAnswers {
  const arn = deployer.replaceAll("*", "any").replaceAll("?", "x");
  return {
    accountId,
    call: (token) =>
      token === "aws:index/getCallerIdentity:getCallerIdentity"
        ? { id: accountId, accountId, arn, userId: "AIDAOFFLINE" }
        : undefined,
    newResource: ({ type }): Properties => {
      if (type === "aws:ec2/vpcEndpoint:VpcEndpoint") return { prefixListId: "pl-00000000" };
      if (type !== "awsx:ec2:Vpc") return {};
      const subnets = (kind: string) => [`subnet-${kind}1`, `subnet-${kind}2`];
      return {
        vpcId: "vpc-00000000",
        privateSubnetIds: subnets("private"),
        publicSubnetIds: subnets("public"),
        isolatedSubnetIds: subnets("isolated"),
        routeTables: [{ id: "rtb-00000000" }],
      };
    },
  };
}

/** Loads the program once more, whatever it was loaded for before. */
function runAnew(main: string): unknown {
  const load = createRequire(join(main, "package.json"));
  const file = load.resolve(main);
  Reflect.deleteProperty(require.cache, file);
  return load(file);
}
