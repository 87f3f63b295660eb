/** One POST on a kept connection, its answer read as text: undici's dispatch without the stream that nobody would read as one. */
import type { Dispatcher, Pool } from "undici";
import { SubgraphFailure } from "../errors.ts";

export type Post = {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly signal: AbortSignal | undefined;
  readonly largestAnswerBytes: number;
};

export function post(pool: Pool, { path, headers, body, signal, largestAnswerBytes }: Post): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new AnswerReader(resolve, reject, largestAnswerBytes, signal);
    pool.dispatch({ method: "POST", path, headers, body }, reader);
  });
}

class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #chunks: Buffer[] = [];
  readonly #resolve: (text: string) => void;
  readonly #reject: (reason: SubgraphFailure) => void;
  readonly #limit: number;
  readonly #signal: AbortSignal | undefined;
  #length = 0;
  #abort: (() => void) | undefined;

  constructor(
    resolve: (text: string) => void,
    reject: (reason: SubgraphFailure) => void,
    limit: number,
    signal: AbortSignal | undefined,
  ) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#limit = limit;
    this.#signal = signal;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    const signal = this.#signal;
    if (!signal) return;
    this.#abort = () => controller.abort(new SubgraphFailure("SUBGRAPH_UNREACHABLE", { cause: signal.reason }));
    if (signal.aborted) this.#abort();
    else signal.addEventListener("abort", this.#abort, { once: true });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#length += chunk.length;
    if (this.#length > this.#limit) controller.abort(new SubgraphFailure("SUBGRAPH_ANSWER_INVALID"));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#release();
    const [first] = this.#chunks;
    this.#resolve((this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks)).toString());
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    this.#release();
    this.#reject(cause instanceof SubgraphFailure ? cause : new SubgraphFailure("SUBGRAPH_UNREACHABLE", { cause }));
  }

  #release(): void {
    if (this.#abort) this.#signal?.removeEventListener("abort", this.#abort);
  }
}
