/** A secret's JSON object: key to value. Values are always strings (the ECS agent mangles numbers and null). */
export type SecretValues = Readonly<Record<string, string>>;
