/** The way of a request to the engine: answered from what is kept, or run together with those who ask the same, in its turn. */
import { both, type CachePolicy, readCacheControl } from "#kit/caching/cache-policy.ts";
import type { Admission } from "./admission.ts";
import type { GatewayAnswer, GatewayRequest } from "./apollo-types.ts";
import { createAnswerCache } from "./caching/answer-cache.ts";
import { deferralOf } from "./defer/deferral.ts";
import type { Engine } from "./engine.ts";
import { createOperationSharing, type OnShared, type RunEnds } from "./share-operations.ts";

export type AskingOptions = {
  /** Until when a request's calls are worth making, by its context. */
  readonly signalOf?: (context: unknown) => AbortSignal | undefined;
  /** Names those who may have the same answer to the same query, by a request's context; undefined where nobody else may. */
  readonly shareAmong?: (context: unknown) => string | undefined;
  readonly onShared?: OnShared;
  /** Public answers that their subgraphs say may be kept; absent for none. */
  readonly cache?: CacheOptions | undefined;
};

export type CacheOptions = {
  /** All answers together, in characters. */
  readonly largest: number;
  /** Names the public that asks; undefined for somebody, whose answer is neither kept nor taken from what is kept. */
  publicOf(context: unknown): string | undefined;
  onFound?(context: unknown): void;
};

export type AskEngine = (request: GatewayRequest, engine: Engine) => Promise<GatewayAnswer>;

export function createAsking(
  { signalOf, shareAmong, onShared, cache }: AskingOptions,
  admission: Admission,
): AskEngine {
  const sharing = createOperationSharing(onShared);
  const kept = cache && createAnswerCache(cache.largest);
  const run = async ({ request, engine, publicKey }: Asked, ends: RunEnds): Promise<GatewayAnswer> => {
    if (!kept || publicKey === undefined) return admitted(() => engine.execute(request, ends), admission);
    const { onRead, policy } = reading(ends);
    const changes = kept.changes();
    const answer = await admitted(() => engine.execute(request, { ...ends, onRead }), admission);
    const heard = policy();
    if (heard && changes === kept.changes()) kept.keep(publicKey, answer, heard);
    return answer;
  };
  const share = (asked: Asked, key: string | undefined): Promise<GatewayAnswer> => {
    const { context } = asked.request;
    return sharing.ask({ key, signal: signalOf?.(context), context, run: (ends) => run(asked, ends) });
  };
  return async (request, engine) => {
    const { context } = request;
    if (request.operation.operation === "mutation") {
      return share({ request, engine, publicKey: undefined }, undefined).finally(() => {
        sharing.changed();
        kept?.clear();
      });
    }
    const question = shareAmong || cache ? questionOf(request, engine) : undefined;
    const publicKey = keyOf(question, cache?.publicOf(context));
    const known = publicKey === undefined ? undefined : kept?.find(publicKey);
    if (!known) return share({ request, engine, publicKey }, keyOf(question, shareAmong?.(context)));
    cache?.onFound?.(context);
    return known;
  };
}

type Asked = {
  readonly request: GatewayRequest;
  readonly engine: Engine;
  /** Under which its answer may be kept. */
  readonly publicKey: string | undefined;
};

/** What is asked, whoever asks; nothing but whole answers to queries, as parts are told to one client. */
function questionOf(request: GatewayRequest, { graph }: Engine): string | undefined {
  const { document, operation, queryHash, operationName } = request;
  const variables = request.request.variables ?? {};
  if (operation.operation !== "query" || deferralOf(document, operation, variables, true)) return undefined;
  return [graph.digest, queryHash, operationName, JSON.stringify(variables)].join("\n");
}

function keyOf(question: string | undefined, group: string | undefined): string | undefined {
  return question === undefined || group === undefined ? undefined : `${group}\n${question}`;
}

/** Listens to what each subgraph says of how long its part holds. */
function reading(ends: RunEnds): { readonly onRead: RunEnds["onRead"]; policy(): CachePolicy | undefined } {
  let policy: CachePolicy | undefined;
  return {
    onRead(answer) {
      const heard = readCacheControl(answer?.cacheControl);
      policy = policy ? both(policy, heard) : heard;
      ends.onRead(answer);
    },
    policy: () => policy,
  };
}

async function admitted(execute: () => Promise<GatewayAnswer>, admission: Admission): Promise<GatewayAnswer> {
  await admission.enter();
  const leave = once(admission.leave);
  // Whoever has been inside so long waits for a subgraph and does not work: those outside must not wait with it.
  const timer = setTimeout(leave, longestStay);
  try {
    return await execute();
  } finally {
    clearTimeout(timer);
    leave();
  }
}

/** In milliseconds. */
const longestStay = 500;

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}
