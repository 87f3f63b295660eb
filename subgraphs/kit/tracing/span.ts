/** A piece of work with a beginning and an end, part of a trace that may go through several processes. */
import { newSpanId, newTraceId, readTraceContext, type TraceContext } from "./trace-context.ts";

export type Attributes = Readonly<Record<string, string | number | undefined>>;

export type SpanKind = "internal" | "server" | "client";

export interface FinishedSpan extends TraceContext {
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: SpanKind;
  /** Since the epoch, in milliseconds and parts of them. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly attributes: Attributes;
  readonly hasFailed: boolean;
}

export interface Span {
  readonly context: TraceContext;
  /** One that began some milliseconds ago, where that is told only afterwards. */
  child(name: string, kind?: SpanKind, ago?: number): Span;
  /** Names what is known only later. */
  rename(name: string): void;
  /** The first end counts. */
  end(attributes?: Attributes, hasFailed?: boolean): void;
}

type Finish = (span: FinishedSpan) => void;

interface Beginning {
  readonly name: string;
  readonly kind: SpanKind;
  readonly parent: TraceContext | undefined;
  readonly ago?: number;
}

/** The first span of this process; who called decides whether the trace is kept, else chance does. */
export function beginSpan(name: string, traceparent: unknown, share: number, finish: Finish): Span {
  const parent = readTraceContext(traceparent);
  const isSampled = parent?.isSampled ?? Math.random() < share;
  return spanOf({ name, kind: "server", parent }, parent?.traceId ?? newTraceId(), isSampled, finish);
}

function spanOf(beginning: Beginning, traceId: string, isSampled: boolean, finish: Finish): Span {
  const context = { traceId, spanId: newSpanId(), isSampled };
  const startedAt = now() - (beginning.ago ?? 0);
  let name = beginning.name;
  let ended = false;
  return {
    context,
    child: (childName, kind = "internal", ago = 0) =>
      spanOf({ name: childName, kind, parent: context, ago }, traceId, isSampled, finish),
    rename(better) {
      name = better;
    },
    end(attributes = {}, hasFailed = false) {
      if (ended || !isSampled) return;
      ended = true;
      const { kind, parent } = beginning;
      const times = { startedAt, endedAt: now() };
      finish({ ...context, ...times, parentSpanId: parent?.spanId, name, kind, attributes, hasFailed });
    },
  };
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
