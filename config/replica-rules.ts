import { type Environment } from "../naming";
import { duplicateProblems } from "./duplicates";
import { type Problem, problemAt } from "./problems";
import { type ServiceConfig } from "./service-schema";
import { type DeclaredStack } from "./stack-schema";

type Settings = Omit<DeclaredStack, "services">;

/** A stack as it is selected. */
export interface SelectedStack {
  /** Its name. */
  stack: string;
  environment: Environment;
  /** Where it is deployed. Absent when configuration does not say. */
  region?: string | undefined;
}

/** Longest name of an IAM role. A stack of a replica's Region has its name in those of its roles, as they are the account's. */
const maxRoleNameLength = 64;

const ofPrimary = "belongs to the stack of the primary Region, as this one has replicaOf: remove it";

/** The rules of a stack whose secrets are replicated, and of one that uses replicas. */
export function replicaProblems(settings: Settings, selected: SelectedStack): Problem[] {
  const { replicaOf, replicaRegions, recoveryWindowInDays } = settings;
  if (replicaOf !== undefined) return regionalStackProblems(settings, replicaOf, selected);
  const { region } = selected;
  const atOnce = replicaRegions.length > 0 && recoveryWindowInDays === 0;
  return [
    ...duplicateProblems(replicaRegions.map((name, index) => ({ name, path: ["replicaRegions", index] }))),
    ...replicaRegions.flatMap((name, index) => otherRegionProblems(["replicaRegions", index], name, region)),
    ...(atOnce ? [problemAt(["recoveryWindowInDays"], leavesReplicas, recoveryWindowInDays)] : []),
  ];
}

/** AWS deletes replicas some time after it was asked to, and needs the primary until then. */
const leavesReplicas =
  "must be 7 to 30 with replicaRegions: a primary that is deleted at once may leave its replicas behind";

function regionalStackProblems(settings: Settings, replicaOf: string, selected: SelectedStack): Problem[] {
  const { access, delivery, replicaRegions } = settings;
  const { stack, environment, region } = selected;
  const name = `${environment}-${region ?? "<region>"}`;
  const isMisnamed = region === undefined ? stack === environment : stack !== name;
  const { administrators, breakGlass, developers } = access;
  const foreign: [PropertyKey[], boolean][] = [
    [["replicaRegions"], replicaRegions.length > 0],
    [["access", "administrators"], administrators.length > 0],
    [["access", "breakGlass"], breakGlass !== undefined],
    [["access", "developers"], developers !== undefined],
    [["delivery"], delivery !== undefined],
  ];
  return [
    ...(isMisnamed
      ? [problemAt(["stack"], `must be ${name}, after its environment and aws:region`, stack)]
      : []),
    ...otherRegionProblems(["replicaOf"], replicaOf, region),
    ...foreign.flatMap(([path, isSet]) => (isSet ? [problemAt(path, ofPrimary)] : [])),
  ];
}

/** Secrets are replicated within a partition only (https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html). */
function otherRegionProblems(path: PropertyKey[], name: string, region: string | undefined): Problem[] {
  if (region === undefined) return [];
  if (name === region)
    return [problemAt(path, "must be another Region than that of the stack, which aws:region sets", name)];
  if (partitionOf(name) === partitionOf(region)) return [];
  return [
    problemAt(path, `must be in the partition of ${region}, as secrets are replicated within one`, name),
  ];
}

function partitionOf(region: string): string {
  const special = ["cn-", "us-gov-", "us-iso-", "us-isob-", "eusc-", "eu-isoe-", "us-isof-"];
  return special.find((prefix) => region.startsWith(prefix)) ?? "";
}

/** The rules of a service in a stack that uses replicas. */
export function regionalServiceProblems(
  { name, secrets }: ServiceConfig,
  path: readonly PropertyKey[],
  stack: string,
): Problem[] {
  const longest = maxRoleNameLength - `--execution${stack}`.length;
  return [
    ...(name.length > longest
      ? [
          problemAt(
            [...path, "name"],
            `must have ${longest} characters at most in ${stack}, has ${name.length}`,
          ),
        ]
      : []),
    ...secrets.flatMap(({ keys, rotation }, index) => [
      ...(rotation ? [problemAt([...path, "secrets", index, "rotation"], ofPrimary)] : []),
      ...Object.entries(keys).flatMap(([key, declared]) =>
        declared.rotation ? [problemAt([...path, "secrets", index, "keys", key, "rotation"], ofPrimary)] : [],
      ),
    ]),
  ];
}

/** A configuration key that is no setting: a stack that uses replicas gives no secret a first value. */
export function regionalValueProblems(otherKeys: readonly string[], stack: string): Problem[] {
  const rule = `is not a setting, and first values belong to the stack of the primary Region: remove it with pulumi config rm --stack ${stack}`;
  return otherKeys.map((key) => problemAt([key], `${rule} ${key}`));
}
