/** What there is to be seen of the gateway: the log, the metrics, the traces and the usage of the schema, all from one record a request. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "#kit/log/log.ts";
import { mayWrite } from "#kit/server/may-write.ts";
import { traceHeader } from "#kit/tracing/trace-context.ts";
import { createTracer } from "#kit/tracing/tracer.ts";
import type { Config } from "../config.ts";
import type { PreparedCalls } from "../execution/index.ts";
import { logRequest } from "./access-log.ts";
import { clientOf } from "./client.ts";
import { type LinkMeasures, measureLinks } from "./measured-link.ts";
import type { Family } from "./metrics/family.ts";
import { createHubMetrics } from "./metrics/hub-metrics.ts";
import { familyOf, gauge } from "./metrics/instruments.ts";
import { measureProcess } from "./metrics/process.ts";
import { shownOperationName } from "./operation-name.ts";
import type { ResolvedOperation } from "./operation-notes.ts";
import { showPlan } from "./query-plan.ts";
import { RequestRecord, recordIn } from "./request-record.ts";
import { openUsage, type Recording, type Usage } from "./usage/usage.ts";

export interface Telemetry {
  /** Begins the record of a request, and writes it down when the answer is out. */
  begin(request: IncomingMessage, response: ServerResponse): void;
  recordOf(request: IncomingMessage): RequestRecord;
  readonly links: LinkMeasures;
  onOperation(operation: ResolvedOperation, record: RequestRecord): void;
  /** Whether the hub's own console asks this. */
  isConsole(text: string, record: RequestRecord): boolean;
  /** Told of each operation that is ready to run; what it returns goes into the answer's extensions. */
  onPrepared(prepared: PreparedCalls): Record<string, unknown> | undefined;
  /** Told of each request that has got another's answer, by their contexts. */
  onShared(context: unknown, runner: unknown): void;
  /** Told of each request that is answered from what is kept. */
  onFound(context: unknown): void;
  /** Told the code of each error over a WebSocket, whose operations are no requests of their own. */
  onSocketError(code: string): void;
  readonly usage: Usage;
  metrics(): readonly Family[];
  close(): Promise<void>;
}

/** @param isOwnQuestion whether the console asks a document of this text */
export function createTelemetry(config: Config, log: Log, isOwnQuestion: (text: string) => boolean): Telemetry {
  const tracer = createTracer("jinkatsu-gateway", config);
  const metrics = createHubMetrics();
  const processMetrics = measureProcess();
  const usage = openUsage(config, log);
  const records = new WeakMap<IncomingMessage, RequestRecord>();
  const seen = new WeakSet<PreparedCalls["calls"]>();

  const begin = (request: IncomingMessage) => {
    const span = tracer.begin("request", request.headers[traceHeader]);
    const record = new RequestRecord({ client: clientOf(request), span, showsPlan: maySeePlan(request, config) });
    records.set(request, record);
    return record;
  };
  return {
    begin(request, response) {
      const record = begin(request);
      const started = performance.now();
      const written = request.socket.bytesWritten;
      metrics.requestBegan();
      response.once("close", () => {
        const milliseconds = performance.now() - started;
        metrics.requestEnded(record, response.statusCode, milliseconds);
        const bytes = request.socket.bytesWritten - written;
        logRequest(log, { request, response, record, milliseconds, bytes });
        endSpan(record, response);
      });
    },
    recordOf: (request) => records.get(request) ?? begin(request),
    links: measureLinks(metrics),
    onOperation(operation, record) {
      if (!record.isConsole) usage.count(operation, record);
    },
    isConsole: (text, { client, isOfSession }) =>
      // Anybody can say the name. Where people sign in, the hub knows its own page by their session; elsewhere by its question alone.
      client.name === consoleName && (isOfSession || config.login === null) && isOwnQuestion(text),
    onPrepared({ calls, milliseconds, plansKept, context }) {
      metrics.planned(seen.has(calls), plansKept);
      seen.add(calls);
      const record = recordIn(context);
      record?.span?.child("plan", "internal", milliseconds).end({ "jinkatsu.plan.calls": calls.length });
      return record?.showsPlan ? { queryPlan: showPlan(calls) } : undefined;
    },
    onShared(context, runner) {
      const made = recordIn(runner);
      if (made) recordIn(context)?.share(made);
    },
    onFound(context) {
      const record = recordIn(context);
      if (record) record.isKept = true;
    },
    onSocketError: metrics.answeredWithError,
    usage,
    metrics: () => [
      ...metrics.read(),
      ...processMetrics.read(),
      lost("jinkatsu_spans_dropped_total", "Spans that the collector did not get.", tracer.dropped()),
      lost("jinkatsu_usage_dropped_total", "Operations whose use of the schema was not counted.", usage.dropped()),
      recordingOf(usage.recording()),
    ],
    async close() {
      processMetrics.close();
      await Promise.all([usage.close(), tracer.close()]);
    },
  };
}

/** As its pages call themselves. */
const consoleName = "console";

/** Silently not, for everybody else: that there is a plan to be had is nobody's business. */
function maySeePlan(request: IncomingMessage, config: Config): boolean {
  return request.headers["x-jinkatsu-plan"] === "1" && mayWrite(request, config);
}

function recordingOf(recording: Recording | undefined): Family {
  const [name, help] = [
    "jinkatsu_usage_recording",
    "Processes that record uses: each operation, all together, or nothing.",
  ];
  const values = (["each", "together", "nothing"] as const).map((how) => [how === recording ? 1 : 0, how] as const);
  return gauge({ name, help, labels: ["how"] }, values);
}

function lost(name: string, help: string, count: number): Family {
  return familyOf({ name, help }, "counter", { "": count });
}

function endSpan({ span, operation, client, errorCodes }: RequestRecord, response: ServerResponse): void {
  if (operation) span?.rename([operation.kind, shownOperationName(operation.name)].filter(Boolean).join(" "));
  span?.end(
    {
      "http.response.status_code": response.statusCode,
      "graphql.operation.type": operation?.kind,
      "graphql.operation.name": shownOperationName(operation?.name),
      "jinkatsu.client.name": client.name,
      "jinkatsu.client.version": client.version,
      "error.type": errorCodes.size > 0 ? [...errorCodes].join(" ") : undefined,
    },
    response.statusCode >= 500 || errorCodes.size > 0,
  );
}
