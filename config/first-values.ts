import { type Environment, secretName } from "../naming";
import { previousKeys } from "../rotation/contract/key-strategies";
import { type Problem, problemAt } from "./problems";
import { type ServiceConfig } from "./service-schema";

/** Most bytes that Secrets Manager stores in a secret's value. */
const maxSecretBytes = 65536;

/** A JSON key whose first value a person must supply, and the configuration key that holds it. */
export interface RequiredFirstValue {
  secret: string;
  key: string;
  /** Key within the project's configuration, `<secret name>.<KEY>`. */
  configKey: string;
}

/** How a first value is set: the command asks for the value, so that it is in no shell history. */
export function setCommand({ configKey }: Pick<RequiredFirstValue, "configKey">, stack: string): string {
  return `pulumi config set --secret --stack ${stack} ${configKey}`;
}

/** Every first value that a person must supply for these services. */
export function requiredFirstValues(
  services: readonly ServiceConfig[],
  environment: Environment,
): RequiredFirstValue[] {
  return services.flatMap((service) =>
    service.secrets.flatMap(({ type, keys }) => {
      const secret = secretName({ service: service.name, environment, secretType: type });
      return Object.entries(keys)
        .filter(([, { source }]) => source === "supplied")
        .map(([key]) => ({ secret, key, configKey: `${secret}.${key}` }));
    }),
  );
}

/** What configuration holds under a key: its text, and whether it is stored encrypted. */
export type ReadValue = (configKey: string) => { text: string; encrypted: boolean } | undefined;

/** First values that are missing, empty or stored in plain text. */
export function firstValueProblems(
  required: RequiredFirstValue[],
  stack: string,
  read: ReadValue,
): Problem[] {
  return required.flatMap((value) => {
    const found = read(value.configKey);
    const command = setCommand(value, stack);
    if (found === undefined)
      return [problemAt([value.configKey], `is missing: supply the key's first value with ${command}`)];
    if (!found.encrypted)
      return [problemAt([value.configKey], `is stored in plain text: set it again with ${command}`)];
    if (found.text === "") return [problemAt([value.configKey], `is empty: set it again with ${command}`)];
    return [];
  });
}

/** Secrets of a service whose value would be larger than Secrets Manager stores. */
export function secretSizeProblems(
  service: ServiceConfig,
  path: readonly PropertyKey[],
  environment: Environment,
  read: ReadValue,
): Problem[] {
  return service.secrets.flatMap(({ type, keys }, index) => {
    const secret = secretName({ service: service.name, environment, secretType: type });
    const previous = previousKeys(keys);
    const first = (key: string): number => {
      const declared = keys[key];
      if (declared?.source === "generated") return previous.has(key) ? 0 : declared.length;
      return jsonBytes(read(`${secret}.${key}`)?.text ?? "");
    };
    const lengths = Object.keys(keys).map((key): [string, number] => {
      const before = previous.get(key);
      const later = before === undefined ? [] : [first(before)];
      return [key, Math.max(first(key), ...later, ...rotatedLengths(key, keys))];
    });
    const bytes = secretBytes(new Map(lengths));
    if (bytes <= maxSecretBytes) return [];
    const rule = `must fit into ${maxSecretBytes} bytes as one JSON object, takes ${bytes}: shorten or remove keys`;
    return [problemAt([...path, "secrets", index, "keys"], rule)];
  });
}

/** Lengths of the values that rotation will put into a key, as far as they are declared. */
function rotatedLengths(key: string, keys: ServiceConfig["secrets"][number]["keys"]): number[] {
  return Object.entries(keys).flatMap(([other, { rotation }]) => {
    if (rotation?.strategy !== "random") return [];
    return other === key || rotation.overlap?.previousKey === key ? [rotation.length] : [];
  });
}

/** Bytes that a text takes within the quotes of a JSON string. */
function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}

/** Bytes that a secret's JSON object takes, given the bytes of each value. */
function secretBytes(lengths: ReadonlyMap<string, number>): number {
  const empty = JSON.stringify(Object.fromEntries([...lengths.keys()].map((key) => [key, ""])));
  return Buffer.byteLength(empty) + [...lengths.values()].reduce((sum, length) => sum + length, 0);
}
