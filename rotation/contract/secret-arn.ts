import * as z from "zod";

/** The full ARN of a secret, with the six characters that Secrets Manager appends to its name. */
export const secretArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}$/,
    "must be a secret's full ARN, with the six characters at its end",
  );

/** The name in a secret's full ARN, without the six characters at its end. */
export function nameInArn(arn: string): string {
  return arn.split(":").slice(6).join(":").slice(0, -7);
}
