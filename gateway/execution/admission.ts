/**
 * Lets only so many operations be at work at once, in the order they came. Fifty operations that share one thread all end late; eight at a
 * time end one after the other, hold less memory, and the last is no later than it was.
 */
export type Admission = {
  enter(): Promise<void> | undefined;
  leave(): void;
};

/** Places already given away are dropped from the queue this many at a time. */
const compactAfter = 1024;

export function createAdmission(limit: number): Admission {
  const waiting: (() => void)[] = [];
  let inside = 0;
  let first = 0;
  return {
    enter() {
      if (inside < limit) {
        inside++;
        return undefined;
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    leave() {
      const next = waiting[first];
      if (!next) {
        inside--;
        waiting.length = 0;
        first = 0;
        return;
      }
      first++;
      if (first === compactAfter) {
        waiting.splice(0, first);
        first = 0;
      }
      next();
    },
  };
}
