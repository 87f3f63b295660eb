/** A running subgraph: its published SDL, its schema, and the context of a request, whether called in process or over HTTP. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLError, GraphQLSchema } from "graphql";
import { type ChangedPart, findObstacles } from "../database/obstacles.ts";
import { errors, type HubError } from "../errors.ts";
import type { FeedSource } from "../feed/source.ts";
import { noteCaller } from "../identity/caller-of.ts";
import { guardSchema } from "../identity/guard-schema.ts";
import type { Identity } from "../identity/identity.ts";
import { readPolicy } from "../identity/policy.ts";
import { createLog, type Log } from "../log/log.ts";
import { logResolverFailure, logResolverFailures } from "../log/resolver-failures.ts";
import type { Replicas } from "../replicas/replicas.ts";
import type { Settings } from "../settings.ts";
import type { Span } from "../tracing/span.ts";
import { traceHeader } from "../tracing/trace-context.ts";
import { noTracer, type Tracer } from "../tracing/tracer.ts";
import { createQueryAnswers } from "./answer-queries.ts";

import { type Callers, createCallers } from "./callers.ts";
import { createConnectionLimits } from "./connections/connection-limits.ts";
import { isDepartmentList, type TakeDepartments, takeDepartmentList } from "./department-list.ts";
import { eventsOf, wantsEvents } from "./events.ts";
import { graphqlOverHttp, type HttpHandler, openDoor } from "./graphql-over-http.ts";

import { type Listening, listen } from "./listen.ts";
import { maskError } from "./mask-error.ts";
import { sendJson } from "./send-json.ts";
import { tellSavedChanges } from "./tell-saved.ts";

/** Who calls, as far as a subgraph needs to know. */
export interface Caller {
  readonly identity: Identity;
  /** Whether it may change everything, whoever it is: in development, on this machine. */
  readonly mayWrite: boolean;
}

export interface Subgraph {
  /** Lower-case name; a department's is its code. */
  readonly name: string;
  readonly sdl: string;
  readonly schema: GraphQLSchema;
  /** A fresh context for one request. */
  createContext(caller: Caller): object;
  /** The change feed, where the subgraph has records. */
  readonly feed?: FeedSource;
  /** What keeps changes from being made now; undefined while they can be made, or where nothing is ever changed. */
  findObstacle?(): Promise<HubError | undefined>;
  /** For an index: answers for these departments from now on, by which `sdl` and `schema` become others. */
  readonly takeDepartments?: TakeDepartments;
  /** The processes that run on its database; absent where it runs in the gateway's. */
  readonly replicas?: Pick<Replicas, "readSdl">;
  close(): Promise<void>;
}

/** A fresh context of a subgraph, by which its resolvers also know who asks. */
export function contextFor({ createContext }: Pick<Subgraph, "createContext">, caller: Caller): object {
  return noteCaller(createContext(caller), caller);
}

/** What its operator sees of it. */
interface Watching {
  readonly tracer?: Tracer;
  /** On standard error, of errors alone, if not stated. */
  readonly log?: Log;
}

/** Serves a subgraph over HTTP at `/graphql`, and says at `/health/ready` whether it takes changes. Closing closes the subgraph too. @throws HubError SUBGRAPH_KEYS_MISSING or POLICY_INVALID */
export async function serveSubgraph(
  subgraph: Subgraph,
  settings: Settings,
  { tracer = noTracer, log = createLog("error") }: Watching = {},
): Promise<Listening> {
  const { drainSeconds = 0 } = settings;
  const callers = createCallers(subgraph.name, settings);
  const start = () => startServer(subgraph, settings, { callers, log });
  let serving = await start();
  let starting: Promise<void> | undefined;
  let isLeaving = false;
  // What is under way in the one before ends there.
  const renew = async () => {
    try {
      serving = await start();
    } finally {
      starting = undefined;
    }
  };
  const takeList = (request: IncomingMessage, response: ServerResponse, take: TakeDepartments) =>
    takeDepartmentList(request, response, { callers, renew: async (departments) => take(departments) });
  const handle: HttpHandler = async (request, response) => {
    if (isHealthPath(request)) return sendHealth(request, response, isLeaving ? leaving : subgraph);
    if (subgraph.takeDepartments && isDepartmentList(request))
      return takeList(request, response, subgraph.takeDepartments);
    if (serving.schema !== subgraph.schema) {
      starting ??= renew();
      await starting;
    }
    const { events, handler } = serving;
    return events && wantsEvents(request) ? events.overHttp(request, response) : handler(request, response);
  };
  const listening = await listen(
    (request, response) => {
      const span = tracer.begin(`subgraph ${subgraph.name}`, request.headers[traceHeader]);
      response.setHeader("cache-control", "no-store");
      if (span) response.once("close", () => endSpan(span, response));
      // A client that went away in the middle of its request must not end the process.
      handle(request, response).catch(() => response.destroy());
    },
    { ...settings, connectionLimits: createConnectionLimits(settings) },
    serving.events && ((...asked) => serving.events?.upgrade(...asked)),
  );
  return {
    ...listening,
    close: async () => {
      isLeaving = true;
      await sleep(drainSeconds * 1_000);
      serving.events?.close();
      await listening.close();
      await serving.server.stop();
      await subgraph.close();
      await tracer.close();
    },
  };
}

/** Told first, so that nobody sends it anything more when its port closes. */
const leaving = { name: "process", findObstacle: async () => errors.leaving() };

function isHealthPath({ url }: IncomingMessage): boolean {
  return url === "/health/live" || url === "/health/ready";
}

async function sendHealth({ url }: IncomingMessage, response: ServerResponse, part: ChangedPart): Promise<void> {
  if (url === "/health/live") return sendJson(response, 200, { status: "live" });
  const reasons = await findObstacles([part]);
  if (reasons.length > 0) return sendJson(response, 503, { status: "not ready", reasons });
  return sendJson(response, 200, { status: "ready", notes: [] });
}

async function startServer(
  subgraph: Subgraph,
  settings: Settings,
  { callers, log }: { readonly callers: Callers; readonly log: Log },
) {
  const { schema: served } = subgraph;
  const schema = publishAll(guardSchema(subgraph, readPolicy(settings.policy)), subgraph.replicas);
  const server = new ApolloServer({
    schema,
    introspection: settings.mode === "development",
    includeStacktraceInErrorResponses: false,
    formatError: maskError,
    stopOnTerminationSignals: false,
    plugins: [
      logResolverFailures(log, subgraph.name),
      tellSavedChanges(),
      // It would wrap every resolver, for each object, to say what is always the same: see above.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
    ],
  });
  await server.start();
  const contextOf = (caller: Caller) => contextFor(subgraph, caller);
  const handler = graphqlOverHttp(server, async (request) => contextOf(callers.of(request)), {
    ...openDoor,
    checkCaller: callers.admit,
    answerQuery: createQueryAnswers(schema),
  });
  const onError = (error: GraphQLError, requestId: string | undefined) =>
    logResolverFailure(log, { subgraph: subgraph.name, requestId }, error);
  const events = schema.getSubscriptionType() ? eventsOf({ schema, callers, contextOf, onError }) : undefined;
  return { schema: served, server, handler, events };
}

/** What the subgraph publishes is what all of its processes can answer, whichever of them is asked. */
function publishAll(schema: GraphQLSchema, replicas: Subgraph["replicas"]): GraphQLSchema {
  const service = schema.getQueryType()?.getFields()["_service"];
  if (service && replicas) service.resolve = async () => ({ sdl: await replicas.readSdl() });
  return schema;
}

function endSpan(span: Span, { statusCode }: ServerResponse): void {
  span.end({ "http.response.status_code": statusCode }, statusCode >= 500);
}
