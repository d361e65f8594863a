import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Environment as EnvironmentName } from "../naming";
import { policyDocument } from "./policy-document";
import { requireFit } from "./policy-size";
import { breakGlassRoleName } from "./role-arn";
import { type EnvironmentAccess, measurable, readAndUpdateStatements } from "./secret-access";

export interface BreakGlassPartArgs extends EnvironmentAccess {
  environment: EnvironmentName;
  /** Name of the stack that the secrets are in. */
  stack: string;
  /** IAM path of the policy. */
  path: string;
  tags: Record<string, string>;
}

/** Gives the environment's break-glass role the secrets of a stack with a part of its services. Its alarm is the environment's. */
export class BreakGlassPart extends pulumi.ComponentResource {
  readonly policyArn: pulumi.Output<string>;

  constructor(name: string, args: BreakGlassPartArgs, opts?: pulumi.ComponentResourceOptions) {
    const { environment, stack } = args;
    const statements = readAndUpdateStatements(args, environment);
    super("secret-backed-services:components:BreakGlassPart", name, { environment, stack, statements }, opts);
    const childOptions = { parent: this };
    checkSize(args);
    const policy = new aws.iam.Policy(
      name,
      {
        name: policyName(args),
        path: args.path,
        description: `Secrets of ${stack} in an emergency`,
        policy: policyDocument(statements),
        tags: args.tags,
      },
      childOptions,
    );
    const role = breakGlassRoleName(pulumi.getProject(), environment);
    new aws.iam.RolePolicyAttachment(name, { role, policyArn: policy.arn }, childOptions);

    this.policyArn = policy.arn;
    this.registerOutputs({ policyArn: this.policyArn });
  }
}

function policyName({ stack }: BreakGlassPartArgs): string {
  return `${pulumi.getProject()}-${stack}-break-glass`;
}

/** @throws pulumi.RunError, at preview, for more secrets than fit into one managed policy. */
function checkSize(args: BreakGlassPartArgs): void {
  requireFit(policyDocument(readAndUpdateStatements(measurable(args), args.environment)), {
    kind: "managed",
    name: `the policy ${policyName(args)}`,
    remedy: "declare fewer secrets in the stack",
  });
}
