/** A running gateway: a port that answers from the first moment on, a supergraph, and an engine on it. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { parse } from "graphql";
import { findObstacles } from "#kit/database/obstacles.ts";
import { errors } from "#kit/errors.ts";
import { readPolicy, withAdmitted } from "#kit/identity/policy.ts";
import { faultOf } from "#kit/log/fault.ts";
import type { Log } from "#kit/log/log.ts";
import { requestIdHeader, requestIdOf } from "#kit/log/request-id.ts";
import { waysBy } from "#kit/network/ask-subgraph.ts";
import type { ListedDepartment } from "#kit/server/department-list.ts";
import { type HttpHandler, refuse } from "#kit/server/graphql-over-http.ts";
import { type Listening, listen } from "#kit/server/listen.ts";
import { tellable } from "#kit/server/mask-error.ts";
import type { Subgraph } from "#kit/server/subgraph.ts";
import { answerFor } from "#kit/server/tell-reader.ts";
import type { SubgraphAddress } from "#kit/settings.ts";
import { createAccess } from "./access/access.ts";
import { identifiedOnly } from "./access/identified-only.ts";
import { sessionRoutes } from "./access/session/session-routes.ts";
import { createSessions } from "./access/session/sessions.ts";
import { withSession } from "./access/session/with-session.ts";
import { createCallerOfSocket } from "./caller-of-socket.ts";
import type { Config } from "./config.ts";
import { consoleRoutes } from "./console/console.ts";
import { readOwnQuestions } from "./console/own-questions.ts";
import { type ServingWithContracts, withContracts } from "./contract-servings.ts";
import { createAdmission } from "./documents/admit-document.ts";
import { followTrustedDocuments } from "./documents/follow-trusted-documents.ts";
import { logUnfitDocuments } from "./documents/unfit-documents.ts";
import { createLinkGuard, type LinkGuard } from "./execution/faults/guard-links.ts";
import type { SeenOperation } from "./execution/index.ts";
import { createCallerAddress } from "./limits/caller-address.ts";
import type { CallerName } from "./limits/caller-limits.ts";
import { createConnectionQuotas } from "./limits/connection-quotas.ts";
import { createLimits } from "./limits/create-limits.ts";
import { createObstaclesElsewhere } from "./obstacles-elsewhere.ts";
import { openRegistry } from "./open-registry.ts";
import { readerOf } from "./reader-of.ts";
import { readDesignPolicy } from "./registry/policy.ts";
import type { Registry } from "./registry/registry.ts";
import { startServing } from "./serving.ts";
import type { RunOperation } from "./streams/run-operation.ts";
import { serverSentEvents, wantsEvents } from "./streams/server-sent-events.ts";
import { createWebSockets } from "./streams/web-sockets.ts";
import { excludeTags } from "./supergraph/exclude-tags.ts";
import { supplyFromFile } from "./supergraph/from-file.ts";
import { createLastGood, type LastGood } from "./supergraph/last-good.ts";
import { addressesIn, publishedBy } from "./supergraph/published.ts";
import { type Admitted, createSupply, type Supergraph, type Supply, watchSupergraph } from "./supergraph/supply.ts";
import { breakerStates } from "./telemetry/metrics/breaker-states.ts";
import type { Family } from "./telemetry/metrics/family.ts";
import { readFeedLag } from "./telemetry/metrics/feed-lag.ts";
import { metricsHandler } from "./telemetry/metrics/route.ts";
import { supergraphInfo } from "./telemetry/metrics/supergraph-info.ts";
import { createTelemetry } from "./telemetry/telemetry.ts";
import { takePublicReads } from "./web/caching/public-reads.ts";
import { createRoutes, type Readiness } from "./web/routes.ts";

/** What serves GraphQL now: nothing yet, or an engine on a supergraph. */
type State =
  | { readonly phase: "starting"; readonly supergraph: Supergraph & { readonly origin: "none" } }
  | {
      readonly phase: "serving";
      readonly supergraph: Supergraph & { readonly sdl: string };
      readonly serving: ServingWithContracts;
    };

export interface Hub extends Listening {
  /**
   * Serves the graph of these subgraphs, or of a file; resolves once it is known whether there is one. Call it once.
   * @throws HubError SUPERGRAPH_UNREADABLE or SUPERGRAPH_INVALID for a file
   */
  serve(source: Source): Promise<void>;
  /** Whether it serves; whether changes can be made is said at `/health/ready`. */
  readiness(): Readiness;
  /** Says why nothing is served yet. */
  waitFor(reason: string): void;
  /** What this process measures. */
  metrics(): Promise<readonly Family[]>;
}

export type Source = Subgraphs | SupergraphFile | Supplied;

export interface Supplied {
  readonly supply: Supply;
  /** What answers in this process of the supergraph that was supplied last. */
  readonly here: () => readonly Subgraph[];
  /** Told where the engine cannot serve the supergraph that was supplied last; the one before stays. */
  readonly onRefused: (error: unknown) => void;
}

export interface SupergraphFile {
  /** A composed supergraph, which says itself where its subgraphs are. */
  readonly supergraphFile: string;
}

export interface Subgraphs {
  /** In this process. */
  readonly local: readonly Subgraph[];
  /** Processes of their own. */
  readonly elsewhere: readonly SubgraphAddress[];
  /** Has the index among those in this process answer for these departments. */
  readonly reindex?: (departments: readonly ListedDepartment[]) => Promise<void>;
}

export interface HubOptions {
  readonly config: Config;
  readonly log: Log;
  /** What tells callers apart that show no token; where they connect from unless stated. */
  readonly callerName?: (request: IncomingMessage) => CallerName;
  /** Set where processes answer on one port together. */
  readonly together?: { allMetrics(): Promise<readonly Family[]> } | undefined;
  /** Whether departments may publish here; not where a file is served. */
  readonly hasRegistry?: boolean;
}

/**
 * Resolves once it listens; it is ready when it serves. One of several on a port listens only when it serves: requests
 * go to the others meanwhile. @throws HubError PORT_TAKEN or CANNOT_LISTEN
 */
export async function startHub(options: HubOptions): Promise<Hub> {
  const { config, log, together, hasRegistry = false } = options;
  const { callerName = createCallerAddress(config.proxies) } = options;
  let state: State = { phase: "starting", supergraph: { origin: "none", reasons: ["starting"] } };
  let watching: Promise<void> = Promise.resolve();
  let embedded: readonly Subgraph[] = [];
  let registry: Registry | undefined;
  const stopping = new AbortController();
  let isLeaving = false;
  const ownQuestions = readOwnQuestions();
  const telemetry = createTelemetry(config, log, (text) => ownQuestions.has(text));
  const metrics = async () => [
    ...telemetry.metrics(),
    ...limits.metrics(),
    ...quotas.metrics(),
    supergraphInfo(state.supergraph),
    breakerStates(guard.phases()),
    ...(await readFeedLag(embedded)),
  ];
  const notes = () => [...leftAlone(guard.phases()), ...(registry?.notes() ?? [])];
  const policy = readPolicy(config.policy);
  const design = readDesignPolicy(config.policy);
  const findElsewhere = createObstaclesElsewhere({ names: design.contract.interfaceObjects, wayTo: waysBy(config) });
  const obstacles = async () => [
    ...(await findObstacles([...embedded, ...(registry?.changed ?? [])])),
    ...(await findElsewhere(addressesOf(state.supergraph))),
  ];
  const access = createAccess(config);
  const sessions = config.login ? createSessions(config.login) : undefined;
  const { contracts } = design;
  const tellUnfit = () => {
    if (state.phase === "serving") logUnfitDocuments(log, documents.trusted, state.supergraph.sdl);
  };
  const documents = followTrustedDocuments({ config, log, signal: stopping.signal, onChange: tellUnfit });
  const admit = createAdmission(documents);
  const limits = createLimits({ ...config, isTrusted: documents.trusted.has, callerName });
  const quotas = createConnectionQuotas(config);
  const { connectionLimits, webSockets, subscriptions } = quotas;
  const guard = createLinkGuard(guardOptions(config));
  const run: RunOperation = (asked, caller) =>
    state.phase === "serving" ? state.serving.run(asked, caller) : Promise.resolve(notYet);
  const sockets = createWebSockets({
    run,
    quota: webSockets,
    addressOf: callerName,
    callerOf: createCallerOfSocket(access, limits),
    idleMs: config.socketIdle,
    largestMessage: config.largestBody,
    onError: telemetry.onSocketError,
  });
  const onTooLarge = () => limits.refused(errors.bodyTooLarge.code);
  const events = withSession(
    sessions,
    identifiedOnly(access, limits.countUnknown, serverSentEvents(run, { ...config, onTooLarge })),
  );
  const graphql = withSession(
    sessions,
    identifiedOnly(access, limits.countUnknown, (request, response) => answer(state, request, response)),
  );
  const contractHandler = (name: string) =>
    takePublicReads(
      withSession(
        sessions,
        identifiedOnly(access, limits.countUnknown, (request, response) =>
          answerContract(state, name, { request, response }, log),
        ),
      ),
    );
  const routes = createRoutes({
    crossOrigins: config.crossOrigins,
    graphql: takePublicReads((request, response) =>
      wantsEvents(request) ? events(request, response) : graphql(request, response),
    ),
    events,
    readiness: async () => (isLeaving ? leaving : withObstacles(readinessOf(state, notes()), await obstacles())),
    others: new Map([
      ...consoleRoutes(config),
      ...(config.login && sessions ? sessionRoutes({ settings: config.login, sessions, access }) : []),
    ]),
    graphiql: config.mode === "development",
    contract: (name) => (contracts.some((each) => each.name === name) ? contractHandler(name) : undefined),
    registry: hasRegistry
      ? (request, response) => registry?.handler(request, response) ?? refuseStarting(response)
      : undefined,
    metrics: metricsHandler(config.metrics, together?.allMetrics ?? metrics),
  });
  let listening: Listening | undefined;
  const openPort = async () => {
    const address = { host: config.host, port: config.port, isShared: together !== undefined, connectionLimits };
    const listener: RequestListener = (request, response) => {
      telemetry.begin(request, response);
      // Known from here on to whoever words an error, and to the answer's header.
      const requestId = requestIdOf(request);
      response.setHeader(requestIdHeader, requestId);
      answerFor(readerOf(request, requestId, config), () => respond(routes, log, { request, response }));
    };
    listening = await listen(listener, address, sockets.upgrade);
  };
  if (!together) await openPort();
  return {
    get url() {
      return listening?.url ?? "";
    },
    get port() {
      return listening?.port ?? 0;
    },
    readiness: () => readinessOf(state, notes()),
    waitFor(reason) {
      if (state.phase === "starting") state = { phase: "starting", supergraph: { origin: "none", reasons: [reason] } };
    },
    metrics,
    async serve(source) {
      const local = "local" in source ? source.local : [];
      embedded = local;
      const lastGood = createLastGood(config.dataFolder, (error) =>
        log.warn({ fault: faultOf(error) }, "supergraph not kept"),
      );
      if ("local" in source) await lastGood.prepare();
      if (hasRegistry && "local" in source)
        registry = openRegistry(
          { config, log, access, lastGood, counted: telemetry.usage, documents: documents.trusted },
          source,
        );
      const supply = registry?.supply ?? supplyOf(source, config, lastGood);
      const startGraph = (supergraphSdl: string, admitted: Admitted, warmWith: readonly SeenOperation[]) =>
        startServing({
          supergraphSdl,
          local: "here" in source ? source.here() : local,
          config,
          log,
          telemetry,
          access,
          policy: withAdmitted(policy, admitted),
          admit,
          limits,
          subscriptions,
          guard,
          warmWith,
        });
      const start = async ({ sdl, admitted = [] }: Servable, warmWith: readonly SeenOperation[]) =>
        withContracts(await startGraph(sdl, admitted, warmWith), contracts, async (exclude) =>
          startGraph(excludeTags(sdl, exclude), admitted, []),
        );
      const adopt = async (supergraph: Supergraph) => {
        const before = state;
        state = await nextState(before, supergraph, start);
        logSupergraph(log, supergraph);
        if (state !== before) tellUnfit();
        retireReplaced(before, state, log);
      };
      const first = await supply.next();
      await ("supergraphFile" in source ? inFile(source, adopt(first)) : adopt(first));
      if (together) await openPort();
      watching = watchSupergraph({
        supply,
        onChange: adopt,
        onFailure: (error) =>
          "onRefused" in source
            ? source.onRefused(error)
            : log.error({ fault: faultOf(error) }, "supergraph not renewed"),
        signal: stopping.signal,
        served: () => state.supergraph,
      });
    },
    async close() {
      // Said before anything ends, so that nobody sends anything more when the port closes.
      isLeaving = true;
      await sleep((config.drainSeconds ?? 0) * 1_000);
      stopping.abort();
      if (state.phase === "serving") state.serving.endStreams();
      await Promise.all([watching, sockets.close(), listening?.close()]);
      await registry?.close();
      if (state.phase === "serving") await state.serving.retire();
      await telemetry.close();
    },
  };
}

function supplyOf(source: Source, config: Config, lastGood: LastGood): Supply {
  if ("supply" in source) return source.supply;
  if ("supergraphFile" in source) return supplyFromFile(source.supergraphFile);
  return createSupply(publishedBy({ ...source, wayTo: waysBy(config) }), lastGood);
}

/** Whoever wrote the file is at fault, and wants to know where. */
async function inFile({ supergraphFile }: SupergraphFile, adopted: Promise<void>): Promise<void> {
  await adopted.catch((cause: unknown) => {
    throw errors.supergraphInvalid(supergraphFile, firstLine(cause));
  });
}

function firstLine(reason: unknown): string {
  return (reason instanceof Error ? reason.message : String(reason)).split("\n", 1)[0] ?? "";
}

const notYet = { kind: "single", answer: { errors: [tellable(errors.hubStarting())] } } as const;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

function respond(routes: HttpHandler, log: Log, { request, response }: Exchange): void {
  routes(request, response).catch((error: unknown) => {
    log.error({ requestId: response.getHeader(requestIdHeader), fault: faultOf(error) }, "request failed");
    if (!response.headersSent) refuse(response, 500, errors.internal());
    else response.destroy();
  });
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (state.phase === "serving") return state.serving.handler(request, response);
  return refuseStarting(response);
}

/** A contract graph that does not stand, since what is served was never checked, is refused alone. */
async function answerContract(state: State, name: string, { request, response }: Exchange, log: Log): Promise<void> {
  const handler = state.phase === "serving" ? state.serving.contract(name) : undefined;
  if (!handler) return refuseStarting(response);
  return handler.then(
    (handle) => handle(request, response),
    (error: unknown) => {
      log.error({ contract: name, fault: faultOf(error) }, "contract graph not served");
      refuse(response, 503, errors.contractNotServed(name));
    },
  );
}

async function refuseStarting(response: ServerResponse): Promise<void> {
  response.setHeader("retry-after", "1");
  refuse(response, 503, errors.hubStarting());
}

function readinessOf({ supergraph }: State, notes: readonly string[]): Readiness {
  if (supergraph.origin === "none") return { ready: false, reasons: supergraph.reasons };
  if (supergraph.origin !== "lastGood") return { ready: true, notes };
  return { ready: true, notes: ["serving the last good supergraph", ...supergraph.reasons, ...notes] };
}

function leftAlone(phases: ReturnType<LinkGuard["phases"]>): readonly string[] {
  return [...phases].flatMap(([name, phase]) => (phase === "closed" ? [] : [`${name} is left alone after failures`]));
}

const addresses = new WeakMap<Supergraph, ReadonlyMap<string, string>>();

/** By the names of the subgraphs; read once of each supergraph. */
function addressesOf(supergraph: Supergraph): ReadonlyMap<string, string> {
  const known = addresses.get(supergraph);
  if (known) return known;
  const read =
    "sdl" in supergraph ? addressesIn(parse(supergraph.sdl, { noLocation: true })) : new Map<string, string>();
  addresses.set(supergraph, read);
  return read;
}

/** Who cannot make changes here may be able to elsewhere. */
const leaving: Readiness = { ready: false, reasons: [errors.leaving().message] };

function withObstacles(readiness: Readiness, obstacles: readonly string[]): Readiness {
  if (obstacles.length === 0) return readiness;
  return { ready: false, reasons: [...("reasons" in readiness ? readiness.reasons : []), ...obstacles] };
}

function guardOptions({ readTime, mutationTime, breakerPause }: Config) {
  return { read: readTime, mutation: mutationTime, breakerPause };
}

/** Builds what is to serve beside what serves, so that the switch is one assignment and requests in flight end where they began. */
async function nextState(
  state: State,
  supergraph: Supergraph,
  start: (supergraph: Servable, warmWith: readonly SeenOperation[]) => Promise<ServingWithContracts>,
): Promise<State> {
  if (supergraph.origin === "none") return state.phase === "serving" ? state : { phase: "starting", supergraph };
  if (state.phase === "serving" && isServedAlike(state.supergraph, supergraph)) return { ...state, supergraph };
  const seen = state.phase === "serving" ? state.serving.seen() : [];
  return { phase: "serving", supergraph, serving: await start(supergraph, seen) };
}

type Servable = { readonly sdl: string; readonly admitted?: Admitted };

function isServedAlike(a: Servable, b: Servable): boolean {
  return a.sdl === b.sdl && isDeepStrictEqual(a.admitted, b.admitted);
}

/** Nobody waits for it: one slow request must not keep the next supergraph away. */
function retireReplaced(before: State, after: State, log: Log): void {
  if (before.phase !== "serving" || after.phase !== "serving" || before.serving === after.serving) return;
  before.serving.retire().catch((error: unknown) => log.error({ fault: faultOf(error) }, "engine not closed"));
}

function logSupergraph(log: Log, supergraph: Supergraph): void {
  const { sdl, ...facts } = { sdl: "", ...supergraph };
  log["reasons" in supergraph ? "warn" : "info"]({ ...facts, bytes: sdl.length }, "supergraph");
}
