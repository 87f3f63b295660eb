/** One POST on a kept connection, its answer read as text: undici's dispatch without the stream that nobody would read as one. */
import { isUtf8 } from "node:buffer";
import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher, Pool } from "undici";
import { revisionHeader } from "#kit/caching/revision.ts";
import { SubgraphFailure } from "../errors.ts";
import { type HttpAnswer, mayBeAnswer } from "./answer-kind.ts";

export type Post = {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly signal: AbortSignal | undefined;
  readonly largestAnswerBytes: number;
};

export function post(pool: Pool, { path, headers, body, signal, largestAnswerBytes }: Post): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const reader = new AnswerReader(resolve, reject, largestAnswerBytes, signal);
    pool.dispatch({ method: "POST", path, headers, body }, reader);
  });
}

class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #chunks: Buffer[] = [];
  readonly #resolve: (answer: HttpAnswer) => void;
  readonly #reject: (reason: SubgraphFailure) => void;
  readonly #limit: number;
  readonly #signal: AbortSignal | undefined;
  #length = 0;
  #cacheControl: string | undefined;
  #revision: string | undefined;
  #abort: (() => void) | undefined;

  constructor(
    resolve: (answer: HttpAnswer) => void,
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
    this.#abort = () => controller.abort(failureOf(signal.reason));
    if (signal.aborted) this.#abort();
    else signal.addEventListener("abort", this.#abort, { once: true });
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    const contentType = headers["content-type"];
    const contentEncoding = headers["content-encoding"];
    const cacheControl = headers["cache-control"];
    this.#cacheControl = Array.isArray(cacheControl) ? cacheControl.join() : cacheControl;
    const revision = headers[revisionHeader];
    this.#revision = typeof revision === "string" ? revision : undefined;
    if (mayBeAnswer({ status, contentType, contentEncoding })) return;
    controller.abort(new SubgraphFailure("SUBGRAPH_ANSWER_INVALID", { cause: `status ${status}, ${contentType}` }));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#length += chunk.length;
    if (this.#length > this.#limit) controller.abort(new SubgraphFailure("SUBGRAPH_ANSWER_INVALID"));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#release();
    const [first] = this.#chunks;
    const whole = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks);
    const [cacheControl, revision] = [this.#cacheControl, this.#revision];
    if (isUtf8(whole)) this.#resolve({ text: whole.toString(), cacheControl, revision });
    else this.#reject(new SubgraphFailure("SUBGRAPH_ANSWER_INVALID", { cause: "not UTF-8" }));
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    this.#release();
    this.#reject(cause instanceof SubgraphFailure ? cause : new SubgraphFailure("SUBGRAPH_UNREACHABLE", { cause }));
  }

  #release(): void {
    if (this.#abort) this.#signal?.removeEventListener("abort", this.#abort);
  }
}

/** Who ends a call may say by which failure. */
function failureOf(reason: unknown): SubgraphFailure {
  return reason instanceof SubgraphFailure ? reason : new SubgraphFailure("SUBGRAPH_UNREACHABLE", { cause: reason });
}
