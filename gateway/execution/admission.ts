/**
 * Lets few operations be at work at once, in the order they came, and more only while the thread has time. Fifty operations that share one
 * thread all end late, and what they hold becomes old together, which is what a garbage collector is worst at; four at a time end one after
 * the other, and the last is no later than it was. But four that all wait for slow subgraphs leave the thread idle: then there is room for
 * more, until it no longer is.
 */
import { performance } from "node:perf_hooks";

export type Admission = {
  enter(): Promise<void> | undefined;
  leave(): void;
};

/** Places already given away are dropped from the queue this many at a time. */
const compactAfter = 1024;

/** Once somebody waits, and for as long as more than the fewest are inside, it is looked every so many milliseconds how much the thread has worked. */
const lookEvery = 20;
const [idleBelow, busyAbove] = [0.7, 0.9];

/** @param fewest how many are let in however busy the thread is */
export function createAdmission(fewest: number): Admission {
  const waiting: (() => void)[] = [];
  let places = fewest;
  let inside = 0;
  let first = 0;
  let isLooking = false;
  const admit = (): void => {
    for (; inside < places && waiting[first]; first++) {
      inside++;
      waiting[first]?.();
    }
    if (first < waiting.length && first < compactAfter) return;
    waiting.splice(0, first);
    first = 0;
  };
  const look = (since: ReturnType<typeof performance.eventLoopUtilization>): void => {
    const isAnyWaiting = waiting.length > first;
    isLooking = isAnyWaiting || inside > fewest;
    if (!isLooking) {
      places = fewest;
      return;
    }
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, since);
    if (utilization > busyAbove) places = Math.max(fewest, Math.ceil(places / 2));
    else if (utilization < idleBelow && isAnyWaiting) places = 2 * Math.max(places, inside);
    admit();
    setTimeout(look, lookEvery, now);
  };
  return {
    enter() {
      if (inside < places) {
        inside++;
        return undefined;
      }
      if (!isLooking) setTimeout(look, lookEvery, performance.eventLoopUtilization());
      isLooking = true;
      return new Promise((resolve) => waiting.push(resolve));
    },
    leave() {
      inside--;
      admit();
    },
  };
}
