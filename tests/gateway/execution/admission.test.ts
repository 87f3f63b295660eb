import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import { type Admission, createAdmission } from "../../../gateway/execution/admission.ts";

/** In milliseconds, of the thread's time. */
function work(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

/** Runs so many operations; returns the order in which they came in, and how many were inside at once at most. */
async function runAll(admission: Admission, count: number, operation: (inside: number) => Promise<void>) {
  const order: number[] = [];
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      await admission.enter();
      order.push(index);
      inside++;
      most = Math.max(most, inside);
      await operation(inside);
      inside--;
      admission.leave();
    }),
  );
  return { order, most };
}

/** Operations of which none ends before the last has begun. */
function untilAllAreIn(count: number): (inside: number) => Promise<void> {
  const last = Promise.withResolvers<void>();
  return (inside) => {
    if (inside === count) last.resolve();
    return last.promise;
  };
}

const inOrder = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("operations that are to be run at once", () => {
  test("are run a few at a time while the thread has no time for more", async () => {
    const busy = async () => {
      for (let turn = 0; turn < 10; turn++) {
        work(2);
        await setImmediate();
      }
    };

    const { order, most } = await runAll(createAdmission(3), 20, busy);

    expect(order).toEqual(inOrder(20));
    expect(most).toBe(3);
  });

  test("are all run where none of them ends before the last has begun, as they leave the thread idle", async () => {
    const { order, most } = await runAll(createAdmission(3), 100, untilAllAreIn(100));

    expect(order).toEqual(inOrder(100));
    expect(most).toBe(100);
  });

  test("are a few at a time again once the thread is busy again", async () => {
    const admission = createAdmission(3);
    await runAll(admission, 50, untilAllAreIn(50));
    let begun = 0;
    let lately = 0;
    const busy = async (inside: number) => {
      begun++;
      // Those who found a place while there were many are through.
      if (begun > 600) lately = Math.max(lately, inside);
      work(1);
      await setImmediate();
    };

    await runAll(admission, 800, busy);

    expect(lately).toBeLessThanOrEqual(3);
  });

  test("are a few at a time again also where there was room for all of them", async () => {
    const admission = createAdmission(3);
    await runAll(admission, 50, untilAllAreIn(50));
    const most: number[] = [];
    for (let round = 0; round < 40; round++) {
      const busy = async () => {
        work(1);
        await setImmediate();
      };
      most.push((await runAll(admission, 20, busy)).most);
    }

    expect(most.at(-1)).toBeLessThanOrEqual(3);
  });
});
