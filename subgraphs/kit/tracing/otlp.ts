/** Spans as an OpenTelemetry collector takes them over HTTP: OTLP in its JSON form. */
import type { Attributes, FinishedSpan, SpanKind } from "./span.ts";

export function otlpText(service: string, spans: readonly FinishedSpan[]): string {
  const resource = { attributes: attributesOf({ "service.name": service, "process.pid": process.pid }) };
  const scopeSpans = [{ scope: { name: "jinkatsu-hub" }, spans: spans.map(otlpSpan) }];
  return JSON.stringify({ resourceSpans: [{ resource, scopeSpans }] });
}

function otlpSpan({ traceId, spanId, parentSpanId, name, kind, ...span }: FinishedSpan) {
  return {
    traceId,
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    name,
    kind: kinds[kind],
    startTimeUnixNano: nanoseconds(span.startedAt),
    endTimeUnixNano: nanoseconds(span.endedAt),
    attributes: attributesOf(span.attributes),
    status: span.hasFailed ? { code: 2 } : {},
  };
}

const kinds: Readonly<Record<SpanKind, number>> = { internal: 1, server: 2, client: 3 };

/** More digits than a number holds, so they are written as text. */
function nanoseconds(milliseconds: number): string {
  return String(BigInt(Math.round(milliseconds * 1_000)) * 1_000n);
}

function attributesOf(attributes: Attributes) {
  return Object.entries(attributes).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return [{ key, value: typeof value === "string" ? { stringValue: value } : numberValue(value) }];
  });
}

function numberValue(value: number) {
  return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}
