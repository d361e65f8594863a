/** What a rollback notes, as a label on the version that it takes back, until every task runs with the one before. */
export interface RollbackNote {
  startedAt: Date;
  /** How far the rollout of the version had come: nothing deployed for it, a deployment under way, or done and the one before retired. */
  stage: "undeployed" | "deploying" | "deployed";
}

const noteLabel = /^ROLLBACK=([^/\s]+)\/(undeployed|deploying|deployed)$/;

export function labelOfNote({ startedAt, stage }: RollbackNote): string {
  return `ROLLBACK=${startedAt.toISOString()}/${stage}`;
}

/** Reads {@link labelOfNote} back; `undefined` for any other label. */
export function noteIn(label: string): RollbackNote | undefined {
  const [, time = "", stage] = noteLabel.exec(label) ?? [];
  if (stage !== "undeployed" && stage !== "deploying" && stage !== "deployed") return undefined;
  return { startedAt: new Date(time), stage };
}
