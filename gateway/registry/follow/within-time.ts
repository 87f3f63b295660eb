/** Waits for work no longer than a time; the work goes on, and what becomes of it then is nobody's concern. */

/** `milliseconds` may be long: the timer keeps no process alive. @throws Error where it takes longer */
export function withinTime<Value>(work: Promise<Value>, milliseconds: number): Promise<Value> {
  work.catch(() => undefined);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds).unref();
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
