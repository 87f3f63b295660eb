/**
 * Runs identical operations that are asked at the same time once. Whoever asks may join until the first subgraph has answered, and no
 * longer: so nobody is told what was read before it was asked, which is what sharing each single read promises too.
 */
import type { GatewayAnswer } from "./apollo-types.ts";
import { errorOfTime } from "./errors.ts";
import type { SubgraphAnswer } from "./links/subgraph-link.ts";

/** How a run is told to end, and how it tells that something has been read. */
export type RunEnds = {
  readonly signal: AbortSignal | undefined;
  readonly onRead: (subgraph: string, answer?: SubgraphAnswer) => void;
};

export type Asking = {
  /** The same for whoever may have the same answer; undefined for what is run for itself alone. */
  readonly key: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly context: unknown;
  run(ends: RunEnds): Promise<GatewayAnswer>;
};

/** Told of each request that has got another's answer, by their contexts. */
export type OnShared = (context: unknown, runner: unknown) => void;

export type OperationSharing = {
  ask(asking: Asking): Promise<GatewayAnswer>;
  /** Something has changed: what is under way is shared with nobody who asks from now on. */
  changed(): void;
};

type Shared = {
  readonly runner: unknown;
  readonly answer: Promise<GatewayAnswer>;
  readonly ending: AbortController;
  /** Lets nobody join any more. */
  close(): void;
  /** How many wait for it. */
  waiting: number;
};

export function createOperationSharing(onShared: OnShared = () => undefined): OperationSharing {
  const open = new Map<string, Shared>();
  const begin = (key: string, { context, run }: Asking): Shared => {
    const ending = new AbortController();
    const close = () => {
      if (open.get(key) === shared) open.delete(key);
    };
    const answer = run({ signal: ending.signal, onRead: close }).finally(close);
    const shared: Shared = { runner: context, answer, ending, close, waiting: 0 };
    open.set(key, shared);
    return shared;
  };
  return {
    ask(asking) {
      const { key, signal, context } = asking;
      if (key === undefined) return asking.run({ signal, onRead: () => undefined });
      const known = open.get(key);
      if (!known) return waitFor(begin(key, asking), signal);
      return waitFor(known, signal).finally(() => onShared(context, known.runner));
    },
    changed: () => open.clear(),
  };
}

/** Whoever leaves is let go alone; with the last one the run is ended, and what it has until then is the answer. */
function waitFor(shared: Shared, signal: AbortSignal | undefined): Promise<GatewayAnswer> {
  shared.waiting += 1;
  return new Promise((resolve, reject) => {
    const leave = () => {
      shared.waiting -= 1;
      if (shared.waiting > 0) {
        resolve({ data: null, errors: [errorOfTime(signal?.reason)] });
        return;
      }
      shared.close();
      shared.ending.abort(signal?.reason);
    };
    const release = () => signal?.removeEventListener("abort", leave);
    shared.answer.then(resolve, reject).finally(release);
    if (signal?.aborted) leave();
    else signal?.addEventListener("abort", leave, { once: true });
  });
}
