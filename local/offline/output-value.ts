import type * as pulumi from "@pulumi/pulumi";

/** The value of an output; `undefined` as long as it is unknown. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return (output as pulumi.Output<T> & { promise(): Promise<T> }).promise();
}
