import { type Kind, type Outcome } from "./outcome";

/** What the runs of a kind came to. */
export interface KindSummary {
  kind: Kind;
  runs: number;
  calls: number;
  /** How many calls met a fault. */
  faults: number;
  /** How many attempts ended in a message, to be given again. */
  messages: number;
  /** How many runs were wrong. */
  wrong: number;
  minutes: number;
}

export interface Summary {
  kinds: KindSummary[];
  /** Fault to how often it was met. */
  faults: Record<string, number>;
}

export function summarize(outcomes: readonly Outcome[]): Summary {
  const kinds = [...new Set(outcomes.map(({ kind }) => kind))].map((kind) =>
    summarizeKind(
      kind,
      outcomes.filter((outcome) => outcome.kind === kind),
    ),
  );
  const faults: Record<string, number> = {};
  for (const [fault, count] of outcomes.flatMap((outcome) => Object.entries(outcome.faults))) {
    faults[fault] = (faults[fault] ?? 0) + count;
  }
  return { kinds, faults };
}

function summarizeKind(kind: Kind, outcomes: readonly Outcome[]): KindSummary {
  const sum = (of: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0);
  return {
    kind,
    runs: outcomes.length,
    calls: sum(({ calls }) => calls),
    faults: sum(({ faults }) => Object.values(faults).reduce((total, count) => total + count, 0)),
    messages: sum(({ failures }) => failures),
    wrong: sum(({ violations }) => (violations.length > 0 ? 1 : 0)),
    minutes: Number((sum(({ milliseconds }) => milliseconds) / 60_000).toFixed(1)),
  };
}

/** The summary for people. */
export function summaryText({ kinds, faults }: Summary): string {
  const lines = kinds.map(
    ({ kind, runs, calls, faults: met, messages, wrong, minutes }) =>
      `${kind}: ${runs} runs, ${calls} calls, ${met} of them harmed, ${messages} attempts ended in a message, ${wrong} runs wrong, ${minutes} min`,
  );
  return [...lines, ...Object.entries(faults).map(([fault, count]) => `  ${fault}: ${count}`)].join("\n");
}
