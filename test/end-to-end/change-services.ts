import { stringify } from "yaml";
import { z } from "zod";

import { parseStackFile, settingPrefix } from "../../local/stack/local-config";
import { type Environment } from "../../naming";
import { world } from "./world";

const servicesSchema = z.array(
  z.looseObject({
    name: z.string(),
    memory: z.number(),
    secrets: z.tuple([
      z.looseObject({ keys: z.record(z.string(), z.looseObject({ rotation: z.unknown().optional() })) }),
    ]),
  }),
);

type DeclaredService = z.output<typeof servicesSchema>[number];

/** Changes the stack's local configuration: doubles the memory of notification-service, and adds a key to auth-service's secret. */
export function changeServices(stack: Environment): void {
  change(stack, (service) => {
    if (service.name === "notification-service") service.memory *= 2;
    if (service.name === "auth-service") {
      service.secrets[0].keys.ADDED_KEY = { source: "generated", length: 32 };
    }
  });
}

/** Leaves of auth-service's strategies the only one that needs nothing outside of the local AWS, and needs no time in between. */
export function rotateByRandom(stack: Environment): void {
  change(stack, (service) => {
    if (service.name !== "auth-service") return;
    const { keys } = service.secrets[0];
    for (const key of Object.values(keys)) delete key.rotation;
    keys.JWT_SECRET = { source: "generated", length: 64, rotation: { strategy: "random" } };
  });
}

function change(stack: Environment, changeService: (service: DeclaredService) => void): void {
  const { files } = world().place;
  const { config, ...others } = parseStackFile(files.readConfig(stack));
  const setting = `${settingPrefix}services`;
  const declared = servicesSchema.parse(config[setting]);
  for (const service of declared) changeService(service);
  files.writeConfig(stack, stringify({ config: { ...config, [setting]: declared }, ...others }));
}
