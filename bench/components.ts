import { CustomResource } from "@pulumi/pulumi";

import { record, type Recording } from "../local/offline/recorder";
import { type Bench, type Row } from "./bench";
import { cpuTime } from "./cpu-time";
import { recordServices } from "./many-services";
import { rounded } from "./statistics";

export const components: Bench = {
  name: "components",
  description:
    "Processor time of a program of this project's components, relative to one that registers the same resources with the same values, one after the other, and does nothing else.",
  run: () => measureComponents([10, 100]),
};

/** @param sizes numbers of services */
export async function measureComponents(sizes: readonly number[]): Promise<Row[]> {
  await cpuTime(() => recordServices(5)); // what is compiled and loaded once counts for none
  const rows: Row[] = [];
  for (const services of sizes) {
    const recording = await recordServices(services);
    const bare = await cpuTime(() => recordBare(recording));
    const ours = await cpuTime(() => recordServices(services));
    rows.push({
      services,
      resources: recording.resources.length,
      "bare resources (s)": rounded(bare / 1000),
      "components (s)": rounded(ours / 1000),
      ratio: rounded(ours / bare),
      "components' own share": `${rounded(Math.max(0, 1 - bare / ours) * 100, 0)} %`,
    });
  }
  return rows;
}

class BareResource extends CustomResource {}

/** The least that any program can do for the same resources. */
async function recordBare({ resources }: Recording<unknown>): Promise<void> {
  await record(
    () => {
      for (const { type, name, wireInputs } of resources) {
        new BareResource(type, name, wireInputs);
      }
    },
    { preview: true },
  );
}
