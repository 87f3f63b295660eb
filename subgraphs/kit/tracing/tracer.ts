/** Traces for the operator's own collector: off unless its address is set, and never in the way of an answer. */
import { readBoundedText } from "../network/bounded-text.ts";
import { otlpText } from "./otlp.ts";
import { beginSpan, type FinishedSpan, type Span } from "./span.ts";

export interface Tracer {
  /** The span of a request; undefined where nothing is traced. */
  begin(name: string, traceparent: unknown): Span | undefined;
  /** Spans that the collector did not get. */
  dropped(): number;
  /** Sends what is left. */
  close(): Promise<void>;
}

export interface TracingSettings {
  /** Where the operator's collector takes traces, or undefined for no traces. */
  readonly otlpUrl: string | undefined;
  /** The share of requests that are traced, from 0 to 1, where the caller has not decided. */
  readonly otlpShare: number;
}

export const noTracer: Tracer = { begin: () => undefined, dropped: () => 0, close: async () => undefined };

export function createTracer(service: string, { otlpUrl, otlpShare }: TracingSettings): Tracer {
  if (otlpUrl === undefined) return noTracer;
  const queue = createQueue((spans) => send(otlpUrl, otlpText(service, spans)));
  return {
    begin: (name, traceparent) => beginSpan(name, traceparent, otlpShare, queue.add),
    dropped: queue.dropped,
    close: queue.close,
  };
}

const longestQueue = 4_096;
const largestBatch = 512;
/** How long a span waits for others, in milliseconds. */
const interval = 1_000;
const patience = 5_000;

function createQueue(deliver: (spans: readonly FinishedSpan[]) => Promise<boolean>) {
  const waiting: FinishedSpan[] = [];
  let dropped = 0;
  let closing = false;
  let sending: Promise<void> = Promise.resolve();
  const sendAll = async () => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, largestBatch);
      if (await deliver(batch)) continue;
      // A collector that is away must not hold up the end of the process.
      dropped += batch.length + (closing ? waiting.splice(0).length : 0);
    }
  };
  const flush = () => {
    sending = sending.then(sendAll);
    return sending;
  };
  const timer = setInterval(flush, interval).unref();
  return {
    add(span: FinishedSpan) {
      if (waiting.length < longestQueue) waiting.push(span);
      else dropped += 1;
    },
    dropped: () => dropped,
    close() {
      closing = true;
      clearInterval(timer);
      return flush();
    },
  };
}

/** Of the collector's, in bytes. */
const largestAnswer = 64 * 1024;

async function send(url: string, body: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(patience),
    });
    // Read, so that the connection can be used again.
    if (response.body) await readBoundedText(response.body, largestAnswer);
    return response.ok;
  } catch {
    return false;
  }
}
