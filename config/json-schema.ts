import { z } from "zod";

import { environments, secretTypes } from "../naming";
import { stackSchema } from "./stack-schema";

const draft = "http://json-schema.org/draft-07/schema#";

/**
 * The JSON schema of a stack file, for editors: the settings of this project, the first values that
 * `pulumi config set --secret` writes, and whatever other packages' configuration there is.
 */
export function stackFileSchema(project: string): object {
  const secretName = `[a-z][a-z0-9-]*-(${environments.join("|")})-(${secretTypes.join("|")})`;
  return {
    $schema: draft,
    title: `Stack configuration of ${project}`,
    type: "object",
    required: ["config"],
    properties: {
      config: {
        type: "object",
        required: [`${project}:services`],
        anyOf: [declares(`${project}:network`), declares(`${project}:environmentStack`)],
        properties: settingSchemas(project),
        patternProperties: {
          [`^${project}:${secretName}\\.[A-Za-z_][A-Za-z0-9_]*$`]: firstValue,
          [`^(?!${project}:)`]: { description: "Configuration of another package" },
        },
        additionalProperties: false,
      },
    },
  };
}

/** A stack makes an environment, which has a network, or has a part of another stack's. */
function declares(key: string): object {
  return { properties: { [key]: {} }, required: [key] };
}

const firstValue = {
  description: "First value of a secret's key, encrypted. Written by: pulumi config set --secret",
  type: "object",
  required: ["secure"],
  properties: { secure: { type: "string" } },
  additionalProperties: false,
};

/** The schema of each setting by its full key, without the `$schema` that belongs to a whole document. */
function settingSchemas(project: string): Record<string, object> {
  const whole = z.toJSONSchema(stackSchema, { io: "input", target: "draft-7" });
  return Object.fromEntries(
    Object.entries(whole.properties ?? {}).flatMap(([name, schema]) =>
      typeof schema === "object" ? [[`${project}:${name}`, schema]] : [],
    ),
  );
}
