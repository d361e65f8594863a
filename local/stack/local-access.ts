import { z } from "zod";

/** Who deploys to the local AWS: the root user of its account. */
const localDeployer = "arn:aws:iam::000000000000:root";

const accessSchema = z.looseObject({
  administrators: z.array(z.string()).optional(),
  developers: z.looseObject({}).optional(),
});

/**
 * The setting `access` for the local AWS, which has none of the people, roles and policies that a real account has: whoever
 * deploys there comes through the wall too, and the developers' policy is attached to nobody.
 */
export function localAccess(shipped: unknown): Record<string, unknown> {
  const { administrators, developers, ...access } = accessSchema.parse(shipped);
  return {
    ...access,
    permissionsBoundaryArn: undefined,
    ...(administrators && { administrators: [...administrators, localDeployer] }),
    ...(developers && { developers: { ...developers, roles: [], groups: [] } }),
  };
}
