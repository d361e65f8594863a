import { z } from "zod";

import { environments, secretTypes } from "../naming";
import { stackSchema } from "./stack-schema";

/**
 * The JSON schema of a stack file, for editors: the settings of this project, the first values that
 * `pulumi config set --secret` writes, and whatever other packages' configuration there is.
 */
export function stackFileSchema(project: string): object {
  const settings = Object.entries(stackSchema.shape).map(([name, schema]): [string, object] => [
    `${project}:${name}`,
    z.toJSONSchema(schema, { io: "input", target: "draft-7" }),
  ]);
  const secretName = `[a-z][a-z0-9-]*-(${environments.join("|")})-(${secretTypes.join("|")})`;
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `Stack configuration of ${project}`,
    type: "object",
    required: ["config"],
    properties: {
      config: {
        type: "object",
        required: [`${project}:network`, `${project}:services`],
        properties: Object.fromEntries(settings),
        patternProperties: {
          [`^${project}:${secretName}\\.[A-Za-z_][A-Za-z0-9_]*$`]: {
            description: "First value of a secret's key, encrypted. Written by: pulumi config set --secret",
            type: "object",
            required: ["secure"],
            properties: { secure: { type: "string" } },
            additionalProperties: false,
          },
        },
      },
    },
  };
}
