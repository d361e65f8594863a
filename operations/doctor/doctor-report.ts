import { z } from "zod";

import { environments } from "../../naming";
import { checks, type CheckId, runbookOf } from "./checks";
import { type Examination } from "./examine";
import { type Finding } from "./finding";
import { type DoneRepair } from "./make-repairs";

const isCheck = (id: string): id is CheckId => id in checks;

const finding = z.strictObject({
  /** Stable name of the check; docs/operations.md lists them. */
  check: z.string().refine(isCheck),
  /** Name of the secret, role, function, service or the like. */
  subject: z.string(),
  verdict: z.enum(["ok", "problem", "unknown"]),
  evidence: z.string(),
  fix: z.string().optional(),
  /** Path in the repository. */
  runbook: z.string().optional(),
  /** What `--fix` can do about it. */
  repair: z.enum(["remove-pending-label", "restore-secret", "start-rollout"]).optional(),
});

/** What `secrets doctor --json` prints. */
export const doctorReportSchema = z.strictObject({
  environment: z.enum(environments),
  /** Of what the environment's services share. */
  shared: z.array(finding),
  services: z.array(z.strictObject({ service: z.string(), findings: z.array(finding) })),
  summary: z.strictObject({ ok: z.int(), problem: z.int(), unknown: z.int() }),
  /** What `--fix` did or was not to do. */
  repairs: z.array(
    z.strictObject({
      repair: z.enum(["remove-pending-label", "restore-secret", "start-rollout"]),
      secret: z.string(),
      outcome: z.enum(["done", "declined", "failed"]),
      reason: z.string().optional(),
    }),
  ),
});

export type DoctorReport = z.infer<typeof doctorReportSchema>;

export function doctorReport(
  { environment, shared, services }: Examination,
  repairs: readonly DoneRepair[],
): DoctorReport {
  const all = [...shared, ...services.flatMap(({ findings }) => findings)];
  const count = (verdict: Finding["verdict"]) => all.filter((each) => each.verdict === verdict).length;
  return {
    environment,
    shared: shared.map(reported),
    services: services.map(({ service, findings }) => ({ service, findings: findings.map(reported) })),
    summary: { ok: count("ok"), problem: count("problem"), unknown: count("unknown") },
    repairs: repairs.map(({ repair, outcome, reason }) => ({
      repair: repair.kind,
      secret: repair.secret,
      outcome,
      ...(reason !== undefined && { reason }),
    })),
  };
}

function reported({ repair, ...finding }: Finding): DoctorReport["shared"][number] {
  const runbook = finding.verdict === "problem" ? runbookOf(finding.check) : undefined;
  return {
    ...finding,
    ...(runbook !== undefined && { runbook }),
    ...(repair !== undefined && { repair: repair.kind }),
  };
}
