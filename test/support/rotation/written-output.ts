import { readFileSync } from "node:fs";
import { z } from "zod";

import { callJson, localAws } from "../local-aws";

const groupsSchema = z.object({ logGroups: z.array(z.object({ logGroupName: z.string() })) });
const eventsSchema = z.object({ events: z.array(z.object({ message: z.string() })) });

/** All that is written while something goes on: by this process, by the local AWS itself, and into log groups. */
export class WrittenOutput {
  private readonly written: string[] = [];
  private readonly streams = [process.stdout, process.stderr].map((stream) => ({
    stream,
    write: stream.write.bind(stream),
  }));

  /** Begins to keep what this process writes. */
  start(): void {
    for (const { stream, write } of this.streams) {
      stream.write = (chunk: string | Uint8Array, ...others: never[]): boolean => {
        this.written.push(Buffer.from(chunk).toString("utf8"));
        return write(chunk, ...others);
      };
    }
  }

  stop(): void {
    for (const { stream, write } of this.streams) stream.write = write;
  }

  /** Each log by its name. */
  async texts(): Promise<Map<string, string>> {
    const texts = new Map([
      ["output", this.written.join("")],
      ["the local AWS", readFileSync(localAws().log, "utf8")],
    ]);
    const { logGroups } = groupsSchema.parse(await callJson("logs", "Logs_20140328.DescribeLogGroups", {}));
    for (const { logGroupName } of logGroups) texts.set(logGroupName, await logOf(logGroupName));
    return texts;
  }
}

async function logOf(logGroupName: string): Promise<string> {
  const answer = await callJson("logs", "Logs_20140328.FilterLogEvents", { logGroupName, limit: 10_000 });
  return eventsSchema
    .parse(answer)
    .events.map(({ message }) => message)
    .join("\n");
}
