import { accessFindings, type GuardedSecret, type Need } from "./access-checks";
import { endpointPolicyFinding } from "./endpoint-policy-check";
import { type ExaminedEnvironment } from "./examine-service";
import { type Finding, unknown } from "./finding";
import { type AwsService, endpointFor, neededByTasks, routeFindings } from "./network-checks";
import { observeNetwork, type Placement } from "./observe/network";
import { observeRole, type ObservedRole } from "./observe/role";
import { type ObservedSecret } from "./observe/secret";
import { type ObservedService } from "./observe/service";
import { parseReference, type Reference } from "./reference";
import { assumedByTasks, roleFindings } from "./role-checks";
import { securityGroupFindings } from "./security-group-checks";
import { look } from "./sight";
import { taskFindings } from "./task-checks";

/** The checks of what a service's tasks need in order to start, and of how they did. */
export async function examineTasks(
  observed: ObservedService,
  secrets: readonly ObservedSecret[],
  { clients, now }: ExaminedEnvironment,
): Promise<Finding[]> {
  const { service, definition } = observed;
  const taken = new Set(referencesOf(observed).map(({ secretName }) => secretName));
  const read = secrets.filter(({ secret }) => taken.has(secret.name));
  const tasks = taskFindings(observed, now);
  const roleArn = definition?.executionRoleArn;
  const placement = placementOf(observed);
  if (roleArn === undefined) return tasks; // a task without secrets needs none
  const sight = await look(() => observeRole(clients.iam, roleArn));
  const role = "seen" in sight ? sight.seen : undefined;
  return [
    ...tasks,
    ...roleFindings(roleArn, sight, assumedByTasks(service.serviceArn ?? "")),
    ...(role ? read.flatMap((secret) => accessTo(secret, role, "read")) : []),
    ...(placement
      ? await examineNetwork(clients, service.serviceName ?? "", {
          placement,
          needed: neededByTasks,
          role,
          secrets: read,
        })
      : []),
  ];
}

/** The secrets that a service's tasks take, as its task definition says. */
export function referencesOf({ definition }: ObservedService): Reference[] {
  const secrets = definition?.containerDefinitions?.flatMap((container) => container.secrets ?? []) ?? [];
  return secrets.flatMap(({ name = "", valueFrom = "" }) => parseReference(name, valueFrom) ?? []);
}

function placementOf({ service }: ObservedService): Placement | undefined {
  const {
    subnets,
    securityGroups = [],
    assignPublicIp,
  } = service.networkConfiguration?.awsvpcConfiguration ?? {};
  if (subnets === undefined || subnets.length === 0) return undefined;
  return { subnetIds: subnets, securityGroupIds: securityGroups, isPublic: assignPublicIp === "ENABLED" };
}

/** The checks of a role's access to a secret, as far as its policies could be read. */
export function accessTo(observed: ObservedSecret, role: ObservedRole, need: Need): Finding[] {
  const { secret, policy, key } = observed;
  if ("hidden" in policy) return [unknown("secret-policy", role.name, policy.hidden)];
  if (key !== undefined && "hidden" in key) return [unknown("key-policy", role.name, key.hidden)];
  const found = key?.seen;
  if (key !== undefined && found === undefined) return []; // nobody can use a key that is gone
  if (found !== undefined && "hidden" in found.policy) {
    return [unknown("key-policy", role.name, found.policy.hidden)];
  }
  const guarded: GuardedSecret = {
    ...secret,
    policy: policy.seen,
    key:
      found === undefined || found.isManagedByAws || "hidden" in found.policy
        ? undefined
        : { arn: found.arn, policy: found.policy.seen },
  };
  return accessFindings(role, guarded, need);
}

interface Traveller {
  placement: Placement;
  needed: readonly AwsService[];
  /** Who asks Secrets Manager; absent where the role could not be seen. */
  role: ObservedRole | undefined;
  secrets: readonly ObservedSecret[];
}

/** The checks of the way from some tasks or a function to AWS. */
export async function examineNetwork(
  clients: ExaminedEnvironment["clients"],
  subject: string,
  { placement, needed, role, secrets }: Traveller,
): Promise<Finding[]> {
  const sight = await look(() => observeNetwork(clients.ec2, placement));
  const routes = routeFindings(subject, placement, sight, needed);
  const network = "seen" in sight ? sight.seen : undefined;
  if (network === undefined) return routes;
  const endpoint = endpointFor("secretsmanager", network);
  const gate = endpoint && { id: endpoint.VpcEndpointId ?? "", policy: endpoint.PolicyDocument };
  return [
    ...routes,
    ...securityGroupFindings(subject, network, needed),
    ...(gate && role ? secrets.flatMap(({ secret }) => endpointPolicyFinding(gate, role, secret)) : []),
  ];
}
