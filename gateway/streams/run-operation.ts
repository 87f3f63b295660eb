/** What the transports of this room ask of the hall: to run an operation of any kind, whose answer may be a stream of answers. */
import type { IncomingMessage } from "node:http";
import type { FormattedExecutionResult } from "graphql";

/** Query, variables, operationName, extensions and documentId as a client sent them. */
export type Asked = Readonly<Record<string, unknown>>;

export interface Caller {
  /** The request that opened the stream or the connection. */
  readonly request: IncomingMessage;
  readonly requestId: string;
  /** What a client says of its identity that cannot say it in a header. */
  readonly authorization?: string | undefined;
}

export type RunOperation = (asked: Asked, caller: Caller) => Promise<Outcome>;

export type Outcome = SingleAnswer | AnswersToCome;

export interface SingleAnswer {
  readonly kind: "single";
  readonly answer: FormattedExecutionResult;
}

export interface AnswersToCome {
  readonly kind: "stream";
  /** Answers until the subgraph ends or breaks off, which the last answer says, or until one of the signals. */
  open(gone: AbortSignal): AsyncIterable<FormattedExecutionResult>;
  /** Aborted when the graph has changed: the client is to subscribe again, on the new one. */
  readonly moved: AbortSignal;
}

/** What may wait for a slow client before it is given up, in bytes. */
export const largestBacklog = 1024 * 1024;

/** How often a connection shows that it is there, in milliseconds. */
export const signOfLife = 12_000;
