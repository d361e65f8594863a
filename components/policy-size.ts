import * as pulumi from "@pulumi/pulumi";

/**
 * The most characters that AWS takes of each kind of policy. IAM does not count white space; `role` is for all inline
 * policies of a role together.
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html,
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html)
 */
const maxSizes = { managed: 6144, role: 10240, trust: 2048, secret: 20480, key: 32768 } as const;

export interface SizedPolicy {
  kind: keyof typeof maxSizes;
  /** Which policy it is, as a message begins: "the policy of role a". */
  name: string;
  /** What to do when it is too long. */
  remedy: string;
}

/**
 * Refuses a policy that AWS would refuse as too long, but only at deployment. Only a document that is known at preview
 * is refused there: give one with ARNs of the right length where the real ones are not known.
 *
 * @throws pulumi.RunError, once the document is known.
 */
export function requireFit(document: pulumi.Output<string>, { kind, name, remedy }: SizedPolicy): void {
  document.apply((text) => {
    const size = text.replace(/\s/g, "").length;
    if (size <= maxSizes[kind]) return;
    throw new pulumi.RunError(
      `${name} would have ${size} characters, and AWS takes at most ${maxSizes[kind]}: ${remedy}`,
    );
  });
}
