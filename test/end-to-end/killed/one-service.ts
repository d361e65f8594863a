import { stringify } from "yaml";
import { z } from "zod";

import { parseStackFile, settingPrefix } from "../../../local/stack/local-config";
import { type StackFiles } from "../../../local/stack/stack-files";
import { type Environment } from "../../../naming";

const servicesSchema = z.array(z.looseObject({ name: z.string() }));

/** Leaves the first service of a local stack only, with its first values: what can go wrong with one of them can with the others. */
export function keepOneService(stack: Environment, files: StackFiles): void {
  const { config, ...others } = parseStackFile(files.readConfig(stack));
  const setting = `${settingPrefix}services`;
  const [kept, ...left] = servicesSchema.parse(config[setting]);
  const isLeft = (key: string) => left.some(({ name }) => key.startsWith(`${settingPrefix}${name}-`));
  const own = Object.fromEntries(Object.entries(config).filter(([key]) => !isLeft(key)));
  files.writeConfig(stack, stringify({ ...others, config: { ...own, [setting]: [kept] } }));
}
