/** The way of a request to the engine: answered from what is kept, or run together with those who ask the same, in its turn. */
import type { Admission } from "./admission.ts";
import { AnswerText } from "./answer/answer-text.ts";
import type { GatewayAnswer, GatewayRequest } from "./apollo-types.ts";
import { createAnswerCache } from "./caching/answer-cache.ts";
import { areCurrent, listenTo, type Provenance } from "./caching/provenance.ts";
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
  /** Told what the whole answer to a query was made from, before it is given. */
  readonly onAnswered?: ((context: unknown, provenance: Provenance) => void) | undefined;
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
  { signalOf, shareAmong, onShared, cache, onAnswered }: AskingOptions,
  admission: Admission,
): AskEngine {
  const sharing = createOperationSharing(onShared);
  const kept = cache && createAnswerCache(cache.largest);
  const provenances = new WeakMap<GatewayAnswer, Provenance>();
  const run = async ({ request, engine, question, publicKey }: Asked, ends: RunEnds): Promise<GatewayAnswer> => {
    if (question === undefined) return admitted(() => engine.execute(request, ends), admission);
    const { onRead, origin } = listenTo(ends);
    const changes = kept?.changes();
    const answer = await admitted(() => engine.execute(request, { ...ends, onRead }), admission);
    const found = isWhole(answer) ? origin() : undefined;
    if (!found) return answer;
    const provenance = { question, ...found };
    provenances.set(answer, provenance);
    if (publicKey !== undefined && changes === kept?.changes()) kept?.keep(publicKey, answer, provenance);
    return answer;
  };
  /** One whose subgraphs say where they stand is given only while they stand there. */
  const findKept = async (key: string | undefined, { readRevision }: Engine): Promise<GatewayAnswer | undefined> => {
    const found = key === undefined ? undefined : kept?.find(key);
    const { revisions } = (found && provenances.get(found)) ?? {};
    return !revisions || (await areCurrent(revisions, readRevision)) ? found : undefined;
  };
  const tell = (context: unknown, answer: GatewayAnswer): GatewayAnswer => {
    const provenance = provenances.get(answer);
    if (provenance) onAnswered?.(context, provenance);
    return answer;
  };
  const share = (asked: Asked, key: string | undefined): Promise<GatewayAnswer> => {
    const { context } = asked.request;
    return sharing.ask({ key, signal: signalOf?.(context), context, run: (ends) => run(asked, ends) });
  };
  return async (request, engine) => {
    const { context } = request;
    if (request.operation.operation === "mutation") {
      return share({ request, engine, question: undefined, publicKey: undefined }, undefined).finally(() => {
        sharing.changed();
        kept?.clear();
      });
    }
    const question = shareAmong || cache || onAnswered ? questionOf(request, engine) : undefined;
    const publicKey = keyOf(question, cache?.publicOf(context));
    const known = kept && (await findKept(publicKey, engine));
    const asked = { request, engine, question, publicKey };
    if (!known) return tell(context, await share(asked, keyOf(question, shareAmong?.(context))));
    cache?.onFound?.(context);
    return tell(context, known);
  };
}

type Asked = {
  readonly request: GatewayRequest;
  readonly engine: Engine;
  /** Undefined where nobody is told what the answer was made from. */
  readonly question: string | undefined;
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

function isWhole({ data, errors, extensions }: GatewayAnswer): boolean {
  return data instanceof AnswerText && !errors?.length && !extensions;
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
