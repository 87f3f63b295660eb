/** How long a request's work is wanted: until its client leaves, and no longer than a request may take. */
import type { ServerResponse } from "node:http";

export function untilGone(response: ServerResponse, milliseconds: number): AbortSignal {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort("the request took too long"), milliseconds);
  response.once("close", () => {
    clearTimeout(timer);
    if (!response.writableFinished) ending.abort("the client left");
  });
  return ending.signal;
}

/** From the hall's context, where there is one. */
export function signalIn(context: unknown): AbortSignal | undefined {
  if (typeof context !== "object" || context === null || !("signal" in context)) return undefined;
  return context.signal instanceof AbortSignal ? context.signal : undefined;
}
