import { Command } from "commander";

import { type CommandFlags, withCommandFlags } from "../command-flags";
import { confirmed } from "../confirm";
import { doctorClients } from "../doctor/doctor-clients";
import { doctorReport } from "../doctor/doctor-report";
import { type Examination, examine } from "../doctor/examine";
import { type DoneRepair, makeRepairs } from "../doctor/make-repairs";
import { describeRepair } from "../doctor/repair";
import { textReport } from "../doctor/text-report";
import { foundProblem } from "../exit-codes";

interface DoctorFlags extends CommandFlags {
  fix: boolean;
}

/** Columns of a report that goes to no terminal. */
const defaultWidth = 80;

/** `secrets doctor`: what is wrong, and what to do about it. */
export function doctorCommand(): Command {
  const command = new Command("doctor")
    .description(
      "Looks for what keeps tasks from starting and secrets from being read or rotated: access, names, keys, network, rotation, " +
        "tasks. Says what it saw and how to mend it. Changes nothing without --fix. Reads current values for the names of their keys alone.",
    )
    .argument("[service]", "only this service")
    .option(
      "--fix",
      "offer safe repairs one by one: restore a secret, remove a leftover AWSPENDING label, start a rollout",
      false,
    );
  return withCommandFlags(command, "doctor auth-service --env prod").action(doctor);
}

async function doctor(service: string | undefined, flags: DoctorFlags): Promise<void> {
  const clients = doctorClients(flags);
  const look = (onProgress: (line: string) => void) =>
    examine(clients, { environment: flags.env, service, now: new Date(), onProgress });
  const found = await look(console.error);
  const isOffered = flags.fix && found.services.some(({ findings }) => findings.some(({ repair }) => repair));
  if (!flags.json) console.log(textOf(found, flags));
  const repairs = isOffered ? await repair(found, flags) : [];
  const isChanged = repairs.some(({ outcome }) => outcome === "done");
  const left = isChanged ? await look(() => undefined) : found;
  if (flags.json) console.log(JSON.stringify(doctorReport(left, repairs), undefined, 2));
  else if (isChanged) console.log(`\nAfter the repairs\n\n${textOf(left, flags)}`);
  if (doctorReport(left, repairs).summary.problem > 0) process.exitCode = foundProblem;

  async function repair(examination: Examination, { yes }: DoctorFlags): Promise<DoneRepair[]> {
    const done = await makeRepairs(clients, examination, (what) =>
      confirmed(`${what.charAt(0).toUpperCase()}${what.slice(1)}?`, { yes }),
    );
    for (const { repair: each, outcome, reason } of done) {
      console.error(`${outcome}: ${describeRepair(each)}${reason === undefined ? "" : ` (${reason})`}`);
    }
    return done;
  }
}

function textOf(examination: Examination, { color }: DoctorFlags): string {
  const { isTTY, columns } = process.stdout;
  const isColored = color && isTTY && (process.env.NO_COLOR ?? "") === "";
  return textReport(examination, { width: isTTY ? columns : defaultWidth, color: isColored });
}
