import { alsoWritten } from "../written-output";

/** Runs the work, and gives what it wrote to the console meanwhile. */
export async function loggedLines(work: () => unknown): Promise<string[]> {
  const lines: string[] = [];
  const write = console.log;
  console.log = (line: string) => {
    lines.push(line);
    alsoWritten("the log of a function that a test has called", `${line}\n`);
  };
  try {
    await work();
  } finally {
    console.log = write;
  }
  return lines;
}
