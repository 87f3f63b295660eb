/** So many connections to one subgraph and no more, kept open between exchanges; whoever finds none free waits in turn. */
import type { HttpAnswer } from "../answer-kind.ts";
import { type Address, Connection, type ConnectionOwner, type Exchange } from "./connection.ts";

export type Question = {
  readonly text: string;
  readonly largestBody: number;
  readonly signal: AbortSignal | undefined;
};

type Asked = Exchange & { connection: Connection | undefined };

const closed = new Error("The connections to the subgraph are closed");

export class Connections {
  readonly #address: Address;
  readonly #limit: number;
  readonly #owner: ConnectionOwner;
  readonly #all = new Set<Connection>();
  readonly #free: Connection[] = [];
  readonly #waiting: Asked[] = [];
  readonly #end = Promise.withResolvers<void>();
  #isClosing = false;

  constructor(address: Address, limit: number) {
    this.#address = address;
    this.#limit = limit;
    this.#owner = {
      onFree: (connection) => this.#onFree(connection),
      onUseless: (connection) => remove(connection, this.#free),
      onClosed: (connection) => this.#onClosed(connection),
    };
  }

  /**
   * Resolves with the body of the answer. The question must be a read: where a kept connection turns out to have been closed, it is asked
   * once more on a new one.
   */
  ask({ text, largestBody, signal }: Question): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      let isRepeated = false;
      const abort = () => this.#abort(asked, signal?.reason);
      const asked: Asked = {
        text,
        largestBody,
        connection: undefined,
        onAnswer(answer) {
          signal?.removeEventListener("abort", abort);
          resolve(answer);
        },
        onFailure: (cause, wasGone) => {
          if (wasGone && !isRepeated) {
            isRepeated = true;
            this.#repeat(asked);
            return;
          }
          signal?.removeEventListener("abort", abort);
          reject(cause);
        },
      };
      signal?.addEventListener("abort", abort, { once: true });
      if (this.#isClosing) asked.onFailure(closed, false);
      else if (signal?.aborted) abort();
      else this.#place(asked);
    });
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    this.#isClosing = true;
    for (const connection of [...this.#free]) connection.close(closed);
    if (this.#all.size === 0) this.#end.resolve();
    await this.#end.promise;
  }

  #abort(asked: Asked, reason: unknown): void {
    const cause = reason instanceof Error ? reason : new Error("Aborted", { cause: reason });
    if (asked.connection) {
      asked.connection.close(cause);
      return;
    }
    remove(asked, this.#waiting);
    asked.onFailure(cause, false);
  }

  #place(asked: Asked): void {
    const connection = this.#free.pop() ?? this.#open();
    if (connection) begin(asked, connection);
    else this.#waiting.push(asked);
  }

  /** If one kept connection is gone, so may be the others. */
  #repeat(asked: Asked): void {
    asked.connection = undefined;
    const connection = this.#open();
    if (connection) begin(asked, connection);
    else this.#waiting.unshift(asked);
  }

  #open(): Connection | undefined {
    if (this.#all.size >= this.#limit) return undefined;
    const connection = new Connection(this.#address, this.#owner);
    this.#all.add(connection);
    return connection;
  }

  #onFree(connection: Connection): void {
    const next = this.#waiting.shift();
    if (next) begin(next, connection);
    else if (this.#isClosing) connection.close(closed);
    else this.#free.push(connection);
  }

  #onClosed(connection: Connection): void {
    this.#all.delete(connection);
    const next = this.#waiting.shift();
    if (next) this.#place(next);
    else if (this.#isClosing && this.#all.size === 0) this.#end.resolve();
  }
}

function begin(asked: Asked, connection: Connection): void {
  asked.connection = connection;
  connection.begin(asked);
}

function remove<Item>(item: Item, list: Item[]): void {
  const position = list.indexOf(item);
  if (position >= 0) list.splice(position, 1);
}
