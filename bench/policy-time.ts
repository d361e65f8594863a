import { analyze } from "../local/offline/analyze";
import { policies } from "../policy-pack/policies/index";
import { type Bench, type Row } from "./bench";
import { cpuTime } from "./cpu-time";
import { recordServices } from "./many-services";
import { rounded } from "./statistics";

export const policyTime: Bench = {
  name: "policies",
  description:
    "Processor time of all policies over a stack, relative to a pack without any, in Pulumi's policy runtime; growth is the time per resource relative to the first row's.",
  run: () => measurePolicies([100, 1000]),
};

interface Measured {
  services: number;
  resources: number;
  empty: number;
  full: number;
}

/** @param sizes numbers of services */
export async function measurePolicies(sizes: readonly number[]): Promise<Row[]> {
  await measure(5); // what is compiled and loaded once counts for none
  const measured: Measured[] = [];
  for (const size of sizes) measured.push(await measure(size));
  return measured.map((it) => row(it, measured[0] ?? it));
}

async function measure(services: number): Promise<Measured> {
  const recording = await recordServices(services);
  return {
    services,
    resources: recording.resources.length,
    empty: await cpuTime(() => analyze([], recording)),
    full: await cpuTime(() => analyze(policies, recording)),
  };
}

function row({ services, resources, empty, full }: Measured, first: Measured): Row {
  return {
    services,
    resources,
    policies: policies.length,
    "no policies (s)": rounded(empty / 1000),
    "all policies (s)": rounded(full / 1000),
    ratio: rounded(full / empty),
    "ms per resource": rounded(full / resources),
    growth: rounded(full / resources / (first.full / first.resources)),
  };
}
