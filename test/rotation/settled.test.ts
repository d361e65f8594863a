import assert from "node:assert/strict";
import { settled } from "../../rotation/settled";

describe("settled", () => {
  it("gives the first answer that is settled, and waits longer each time", async () => {
    assert.deepEqual(await ask([1, 2, 3, 10, 11]), { answer: 10, waits: [250, 500, 1000] });
    assert.deepEqual(await ask([10]), { answer: 10, waits: [] });
  });

  it("gives the last answer when it has asked often enough", async () => {
    assert.deepEqual(await ask([1, 2, 3, 4, 5, 10]), { answer: 5, waits: [250, 500, 1000, 2000] });
    assert.deepEqual(await ask([1, 2, 10], 2), { answer: 2, waits: [250] });
  });

  it("does not ask again after a failure", async () => {
    const failure = new Error("refused");
    const asked = settled(() => Promise.reject(failure), Boolean, { now: () => new Date(), wait: noWait });
    await assert.rejects(asked, failure);
  });
});

async function ask(answers: number[], attempts?: number) {
  const waits: number[] = [];
  const wait = (milliseconds: number) => {
    waits.push(milliseconds);
    return Promise.resolve();
  };
  const clock = { now: () => new Date(), wait };
  const next = () => Promise.resolve(answers.shift() ?? NaN);
  return { answer: await settled(next, (answer) => answer >= 10, clock, attempts), waits };
}

function noWait(): Promise<void> {
  return Promise.reject(new Error("waited"));
}
