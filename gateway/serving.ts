/** An engine on one supergraph, and the requests that are under way in it. */
import { parse } from "graphql";
import { errors } from "#kit/errors.ts";
import { guardSchema } from "#kit/identity/guard-schema.ts";
import { type Identity, publicIdentity } from "#kit/identity/identity.ts";
import type { Policy } from "#kit/identity/policy.ts";
import { type CallingFor, type SignCall, signerFor } from "#kit/identity/sign-call.ts";
import type { SubgraphKeys } from "#kit/identity/subgraph-keys.ts";
import type { Log } from "#kit/log/log.ts";
import { requestIdHeader } from "#kit/log/request-id.ts";
import { logResolverFailure } from "#kit/log/resolver-failures.ts";
import { networksOf } from "#kit/network/ask-subgraph.ts";
import type { Quota } from "#kit/server/connections/quota.ts";
import { graphqlOverHttp, type HttpHandler, openDoor } from "#kit/server/graphql-over-http.ts";
import { contextFor, type Subgraph } from "#kit/server/subgraph.ts";
import { UnderWay } from "#kit/under-way.ts";
import type { Access } from "./access/access.ts";
import { readFieldDemands } from "./access/field-demands.ts";
import { readFieldOwners } from "./access/field-owners.ts";
import { knownCaller } from "./access/known-caller.ts";
import { takeRulesOut } from "./access/take-rules-out.ts";
import type { Config } from "./config.ts";
import { contextOf, type GatewayContext, mayWriteBy } from "./context.ts";
import type { AdmitDocument } from "./documents/admit-document.ts";
import { admitOverHttp, documentAt, documentIn } from "./documents/admit-over-http.ts";
import { areCurrent } from "./execution/caching/provenance.ts";
import { createGateway } from "./execution/create-gateway.ts";
import type { LinkGuard } from "./execution/faults/guard-links.ts";
import { signalIn, untilGone } from "./execution/faults/until-gone.ts";
import type { SeenOperation } from "./execution/index.ts";
import type { LocalSubgraph, LocalSubgraphs } from "./execution/local-subgraphs.ts";
import { startGraphqlServer } from "./graphql-server.ts";
import type { GatewayLimits } from "./limits/create-limits.ts";
import { createPublicAnswers } from "./public-answers.ts";
import { readerOf } from "./reader-of.ts";
import { createRunOperation } from "./run-operation.ts";
import type { Caller, RunOperation } from "./streams/run-operation.ts";
import { usedHere } from "./supergraph/published.ts";
import type { Telemetry } from "./telemetry/telemetry.ts";

export interface Serving {
  readonly handler: HttpHandler;
  /** For streams and sockets. */
  readonly run: RunOperation;
  /** Operations that were asked here lately. */
  seen(): readonly SeenOperation[];
  /** Has every subscription that is open here begin anew, elsewhere. */
  endStreams(): void;
  /** Resolves when the last request that began here is answered and the engine is closed. Send it no more before. */
  retire(): Promise<void>;
}

interface Options {
  readonly supergraphSdl: string;
  readonly local: readonly Subgraph[];
  readonly config: Config;
  readonly log: Log;
  readonly telemetry: Telemetry;
  readonly access: Access;
  readonly policy: Policy;
  readonly admit: AdmitDocument;
  readonly limits: GatewayLimits;
  /** Of what is open at a time. */
  readonly subscriptions: Quota;
  readonly guard: LinkGuard;
  /** Operations to plan before anything is served. */
  readonly warmWith: readonly SeenOperation[];
}

export async function startServing(options: Options): Promise<Serving> {
  const { supergraphSdl, config, log, telemetry, access, policy, admit, limits, subscriptions, guard, warmWith } =
    options;
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const rules = { demands: readFieldDemands(supergraph, policy), policies: policy.policies };
  const gateway = await createGateway<GatewayContext>({
    engine: config.engine,
    supergraphSdl: takeRulesOut(supergraphSdl, supergraph),
    local: localByName({ ...options, local: usedHere(options.local, supergraph) }),
    // A subgraph is told the subject too, and may answer one person what it does not answer another of the same role.
    identityOf: ({ mayWrite, identity, record }) =>
      record.showsPlan ? undefined : JSON.stringify([mayWrite, identity.subject, identity.key]),
    unshared: config.unshared,
    onShared: telemetry.onShared,
    cache: cacheOf(config, telemetry),
    onAnswered({ record }, origin) {
      record.origin = origin;
    },
    revisionContext: nobody,
    links: telemetry.links,
    sign: signWith(config.subgraphKeys),
    onPrepared: telemetry.onPrepared,
    signalOf: signalIn,
    guard,
    largestAnswerBytes: config.largestAnswer,
    subscriptionUrls: config.subscriptionUrls,
    networks: networksOf(config),
    warmWith,
  });
  const owners = readFieldOwners(supergraph);
  const localNames = new Set(options.local.map(({ name }) => name));
  const server = await startGraphqlServer({
    gateway,
    rules,
    owners,
    config,
    log,
    telemetry,
    limits,
    supergraph,
    localNames,
  });
  const gatewayContext = (caller: Caller, takesStream: boolean, signal?: AbortSignal) => {
    const callerNameOf = (identity: Identity) => limits.callerName(caller.request, identity);
    const record = telemetry.recordOf(caller.request);
    return contextOf({ ...caller, callerNameOf, takesStream, record, signal }, config, access);
  };
  const answers = createPublicAnswers({
    recordOf: telemetry.recordOf,
    areCurrent: async (revisions) => {
      const readRevision = gateway.current?.().readRevision;
      return readRevision !== undefined && areCurrent(revisions, readRevision);
    },
    mayWrite: (request) => mayWriteBy(request, config),
    textOf: ({ url = "" }) => documentAt(url, admit),
    countOne: (request) => limits.admit(undefined, limits.callerName(request, publicIdentity)),
  });
  const handler = graphqlOverHttp(
    server,
    (request, response) => {
      const requestId = String(response.getHeader(requestIdHeader));
      return gatewayContext({ request, requestId }, false, untilGone(response, config.requestTime));
    },
    {
      ...openDoor,
      largestBody: config.largestBody,
      admit(request, incoming) {
        const admitted = admitOverHttp(request, admit);
        limits.admit(documentIn(admitted), limits.callerName(incoming, knownCaller(incoming)));
        return admitted;
      },
      deliver: answers.deliver,
      onRefused(code, incoming) {
        telemetry.recordOf(incoming).errorCodes.add(code);
        if (code === errors.bodyTooLarge.code) limits.refused(code);
      },
    },
  );
  const moved = new AbortController();
  const run = createRunOperation({
    server,
    admit,
    limits,
    readerOf: ({ request, requestId }) => readerOf(request, requestId, config),
    contextOf: (caller) => gatewayContext(caller, true),
    subscriptions,
    moved: moved.signal,
  });
  const underWay = new UnderWay();
  return {
    handler: (request, response) =>
      underWay.run(async () => {
        if (!(await answers.answerUnchanged(request, response))) await handler(request, response);
      }),
    run: (asked, caller) => underWay.run(() => run(asked, caller)),
    seen: () => gateway.current?.().seen() ?? [],
    endStreams: () => moved.abort(),
    async retire() {
      moved.abort();
      // An engine that is closed asks subgraphs no more, and a request may have more to ask.
      await underWay.ended();
      await server.stop();
    },
  };
}

/** On whose behalf the hub itself asks. */
const nobody: CallingFor = { identity: publicIdentity, mayWrite: false };

/** In development, who asks on this machine without a token may see more than the public elsewhere. */
function cacheOf({ cache }: Config, { onFound }: Telemetry) {
  if (cache === 0) return undefined;
  const publicOf = (context: GatewayContext) => {
    const { identity, record, mayWrite } = context;
    return identity.key === publicIdentity.key && !record.showsPlan ? String(mayWrite) : undefined;
  };
  return { largest: cache * 1024 * 1024, publicOf, onFound };
}

function signWith(keys: SubgraphKeys) {
  const signers = new Map<string, SignCall>();
  return (subgraph: string, caller: CallingFor, body: string) => {
    const sign = signers.get(subgraph) ?? signerFor(keys, subgraph);
    signers.set(subgraph, sign);
    return sign(body, caller);
  };
}

function localByName({ local, policy, log }: Options): LocalSubgraphs<GatewayContext> {
  return new Map(local.map((subgraph) => [subgraph.name, asEngineKnowsIt(subgraph, policy, log)]));
}

function asEngineKnowsIt(subgraph: Subgraph, policy: Policy, log: Log): LocalSubgraph<GatewayContext> {
  const { name } = subgraph;
  return {
    schema: guardSchema(subgraph, policy),
    contextFor: ({ mayWrite, identity }) => contextFor(subgraph, { mayWrite, identity }),
    onError(error, { requestId }) {
      logResolverFailure(log, { subgraph: name, requestId }, error);
    },
  };
}
