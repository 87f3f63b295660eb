/**
 * Turns on the one thread that serves: work that has held it for long waits until whoever else is there has had a turn. Those who wait go on
 * first come, first served, and what a request brings meanwhile does not queue behind them.
 */

/** In milliseconds. */
const longestTurn = 10;

let began: number | undefined;
let isResuming = false;
const waiting: (() => void)[] = [];

/** Whether what has run on the thread since others last had a turn is enough for now. */
export function isTurnOver(): boolean {
  const now = performance.now();
  if (began !== undefined) return now - began >= longestTurn;
  began = now;
  if (!isResuming) setImmediate(beginAnew);
  return false;
}

/** Resolves when others have had theirs. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (isResuming) return;
    isResuming = true;
    setImmediate(resumeWaiting);
  });
}

/** To be awaited between the steps of long work. */
export async function giveTurn(): Promise<void> {
  if (isTurnOver()) await nextTurn();
}

function beginAnew(): void {
  began = undefined;
}

/** One after the other, until together they have had a turn; the rest goes on in the next. */
function resumeWaiting(): void {
  const since = performance.now();
  const resumeNext = () => {
    const now = performance.now();
    const resume = now - since < longestTurn ? waiting.shift() : undefined;
    began = resume && now;
    if (resume) {
      resume();
      // A tick that is asked for by a microtask comes when no microtask is left: whoever was resumed waits again, or is done.
      queueMicrotask(() => process.nextTick(resumeNext));
    } else {
      isResuming = waiting.length > 0;
      if (isResuming) setImmediate(resumeWaiting);
    }
  };
  resumeNext();
}
