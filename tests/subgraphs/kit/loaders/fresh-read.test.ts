import { describe, expect, test } from "@jest/globals";
import { createFreshRead } from "#kit/loaders/fresh-read.ts";

/** Reads that end when they are told to. */
function createReads() {
  const begun: ((value: number) => void)[] = [];
  const read = createFreshRead(() => new Promise<number>((resolve) => begun.push(resolve)));
  return { begun, read };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("a fresh read", () => {
  test("is one for all who ask in the same turn", async () => {
    const { begun, read } = createReads();
    const answers = [read(), read(), read()];
    await turn();

    begun[0]?.(1);

    expect([await Promise.all(answers), begun.length]).toEqual([[1, 1, 1], 1]);
  });

  test("is never one that began before it was asked for, and one for all who came meanwhile", async () => {
    const { begun, read } = createReads();
    const first = read();
    await turn();
    const later = [read(), read()];
    await turn();
    const begunBeforeTheEnd = begun.length;

    begun[0]?.(1);
    await first;
    await turn();
    begun[1]?.(2);

    expect([begunBeforeTheEnd, await first, await Promise.all(later), begun.length]).toEqual([1, 1, [2, 2], 2]);
  });

  test("that fails is a failure of those who asked for it, and of nobody after them", async () => {
    let reads = 0;
    const read = createFreshRead(async () => {
      reads += 1;
      if (reads === 1) throw new Error("away");
      return reads;
    });

    await expect(read()).rejects.toThrow("away");

    expect(await read()).toBe(2);
  });
});
