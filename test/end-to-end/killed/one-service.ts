import { stringify } from "yaml";
import { z } from "zod";

import { parseStackFile, settingPrefix } from "../../../local/stack/local-config";
import { type StackFiles } from "../../../local/stack/stack-files";
import { type Environment } from "../../../naming";

const keySchema = z.looseObject({ source: z.string(), rotation: z.unknown().optional() });
const secretSchema = z.looseObject({ arn: z.string().optional(), keys: z.record(z.string(), keySchema) });
const servicesSchema = z.array(z.looseObject({ name: z.string(), secrets: z.array(secretSchema) }));
type Services = z.output<typeof servicesSchema>;

const setting = `${settingPrefix}services`;

/** Leaves the first service of a local stack only, with its first values: what can go wrong with one of them can with the others. */
export function keepOneService(stack: Environment, files: StackFiles): void {
  change(stack, files, ([kept]) => (kept === undefined ? [] : [kept]));
}

/** Has the only service adopt its secret, with the keys that are in it. */
export function adoptSecret(stack: Environment, files: StackFiles, arn: string): void {
  change(stack, files, (services) =>
    services.map((service) => ({
      ...service,
      secrets: service.secrets.map((secret) => ({ ...secret, arn, keys: existing(secret.keys) })),
    })),
  );
}

function existing(keys: Services[number]["secrets"][number]["keys"]) {
  const declared = Object.entries(keys).map(([key, { rotation }]) => [
    key,
    { source: "existing", ...(rotation === undefined ? {} : { rotation }) },
  ]);
  return z.record(z.string(), keySchema).parse(Object.fromEntries(declared));
}

function change(stack: Environment, files: StackFiles, changed: (services: Services) => Services): void {
  const { config, ...rest } = parseStackFile(files.readConfig(stack));
  const declared = servicesSchema.parse(config[setting]);
  const services = changed(declared);
  const takesValues = ({ name }: Services[number]) =>
    services.some((each) => each.name === name && each.secrets.every(({ arn }) => arn === undefined));
  const others = declared.filter((service) => !takesValues(service));
  const isUnused = (key: string) => others.some(({ name }) => key.startsWith(`${settingPrefix}${name}-`));
  const used = Object.fromEntries(Object.entries(config).filter(([key]) => !isUnused(key)));
  files.writeConfig(stack, stringify({ ...rest, config: { ...used, [setting]: services } }));
}
