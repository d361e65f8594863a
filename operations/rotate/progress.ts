import { headingOf, type Step, stepNames } from "./steps";

/** Shows a rotation's steps as they begin, and below each what there is to say of it. */
export class Progress {
  private lastNote = "";

  /**
   * @param write takes a line
   * @param step the step under way
   */
  constructor(
    private readonly write: (line: string) => void,
    private step?: Step,
  ) {}

  get current(): Step | undefined {
    return this.step;
  }

  /** Goes on to a step, over all that lie between; it is never gone back. */
  begin(step: Step): void {
    const done = this.step === undefined ? -1 : stepNames.indexOf(this.step);
    for (const next of stepNames.slice(done + 1, stepNames.indexOf(step) + 1)) {
      this.step = next;
      this.write(headingOf(next));
    }
  }

  /** The same note is shown once. */
  note(text: string): void {
    if (text === this.lastNote) return;
    this.lastNote = text;
    this.write(`    ${text}`);
  }
}
