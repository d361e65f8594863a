import { type Clock } from "./clock";

/**
 * Asks until the answer is settled, and gives the last answer either way: Secrets Manager may show what was just written only
 * some seconds later.
 *
 * @param attempts How often to ask at most. The waits between are 0.25 s, 0.5 s, 1 s and 2 s.
 */
export async function settled<Answer>(
  ask: () => Promise<Answer>,
  isSettled: (answer: Answer) => boolean,
  clock: Clock,
  attempts = 5,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask();
    if (isSettled(answer) || attempt >= attempts) return answer;
    await clock.wait(125 * 2 ** attempt);
  }
}
