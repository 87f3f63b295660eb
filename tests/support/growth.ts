/**
 * How work grows with what it is given, by the processor time of this thread: what else the machine does changes a clock, and
 * hardly this.
 */

/** Work on an input of so much; the input is made before the time is taken. */
export type Prepare = (size: number) => () => unknown;

const factor = 32;

/** Between 1, which is linear work, or a little more where memory has to be found for it, and 32, which is that of squares. */
export const linearAtMost = 10;

/** In microseconds: the system tells processor time in ticks, of which it takes many to tell two times apart. */
const enough = 200_000;

/** How many times as long one input takes as 32 of a 32nd of it. */
export async function growthOf(prepare: Prepare, size: number): Promise<number> {
  const [small, large] = [prepare(size), prepare(size * factor)];
  const times = { small: 0, large: 0 };
  while (times.small < enough) {
    times.small += await processorTime(async () => {
      for (let run = 0; run < factor; run++) await small();
    });
    times.large += await processorTime(large);
  }
  return times.large / times.small;
}

async function processorTime(work: () => unknown): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return user + system;
}
