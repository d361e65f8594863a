import { analyze } from "../local/offline/analyze";
import { policies } from "../policy-pack/policies/index";
import { recordServices } from "./many-services";

/** The offline preview of a stack of as many services as SERVICES says, with all policies, as a process of its own. */
async function preview(): Promise<void> {
  const recording = await recordServices(Number(process.env.SERVICES));
  const violations = await analyze(policies, recording);
  console.log(`${recording.resources.length} resources, ${violations.length} violations`);
}

void preview();
