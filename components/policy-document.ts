import * as pulumi from "@pulumi/pulumi";

/** Condition operator to condition key to the value or values that it is compared with. */
export type Conditions = Record<string, Record<string, pulumi.Input<string> | pulumi.Input<string>[]>>;

/** One statement of an identity policy, structured so that a policy pack can read it before ARNs are known. */
export interface Statement {
  sid: string;
  effect: "Allow" | "Deny";
  actions: string[];
  resources: pulumi.Input<string>[];
  conditions?: Conditions;
}

/** One statement of a resource's policy: what it allows, and whom. */
export interface ResourceStatement extends Statement {
  /** Principal type, such as `Service` or `AWS`, to the principals. */
  principals: Record<string, pulumi.Input<string>[]>;
}

/** The IAM JSON of some statements, in the order given. */
export function policyDocument(
  statements: readonly (Statement | ResourceStatement)[],
): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({
      Sid: statement.sid,
      Effect: statement.effect,
      ...("principals" in statement ? { Principal: statement.principals } : {}),
      Action: statement.actions,
      ...(statement.resources.length > 0 ? { Resource: statement.resources } : {}),
      ...(statement.conditions ? { Condition: statement.conditions } : {}),
    })),
  });
}
