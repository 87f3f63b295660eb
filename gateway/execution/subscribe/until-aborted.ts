/** Ends a stream at a signal, also one whose source is waiting and would not hear of it. */
export async function* untilAborted<Value>(
  source: AsyncIterable<Value>,
  signal: AbortSignal = never,
): AsyncGenerator<Value, void> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    while (!signal.aborted) {
      const step = await stepOf(iterator, signal);
      if (step.done) return;
      yield step.value;
    }
  } finally {
    // Not waited for: a generator that waits returns only after what it waits for.
    iterator.return?.().catch(() => undefined);
  }
}

const never = new AbortController().signal;

/** A listener for each step and gone with it; one promise for all steps would remember every one of them. */
function stepOf<Value>(iterator: AsyncIterator<Value>, signal: AbortSignal): Promise<IteratorResult<Value, void>> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve({ done: true, value: undefined });
    const settled = () => signal.removeEventListener("abort", stop);
    signal.addEventListener("abort", stop);
    iterator.next().then(resolve, reject).finally(settled);
  });
}
