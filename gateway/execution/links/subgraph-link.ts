/** What the engine asks of a subgraph and what it gets back, whatever carries it: a call in process, HTTP, or a wrapper around either. */
import type { DocumentNode } from "graphql";
import type { JsonObject } from "../json.ts";

/** One operation of a plan, made ready once and sent many times. */
export type SubgraphOperation = {
  readonly kind: "query" | "mutation" | "subscription";
  readonly name: string | undefined;
  readonly text: string;
  /** The text as a JSON string, quoted once so that no call quotes it again. */
  readonly quotedText: string;
  readonly document: DocumentNode;
};

export type SubgraphRequest = {
  readonly subgraph: string;
  readonly operation: SubgraphOperation;
  readonly variables: JsonObject;
  /** The same variables as JSON text: representations are compared as text, so the text exists before it is sent. */
  readonly variablesText: string;
  readonly client: ClientRequest;
  /** Set for every call that answers in the client's own time. */
  readonly signal?: AbortSignal | undefined;
  /** Set for a read that must begin after it was asked for: it joins none that is under way. */
  readonly isFresh?: true;
};

/** What a link may know of the request it works for. */
export type ClientRequest = {
  /** Whatever the hall put into Apollo Server's context: identity, correlation id, deadline. */
  readonly context: unknown;
  readonly headers: Iterable<[string, string]>;
  readonly signal?: AbortSignal | undefined;
};

export type SubgraphError = {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: JsonObject | undefined;
};

/** Belongs to whoever asked for it, who completes it in place: a link that keeps an answer gives out copies. */
export type SubgraphAnswer = {
  readonly data?: JsonObject | null | undefined;
  readonly errors?: readonly SubgraphError[] | undefined;
  /** No string in it needs an escape when it is written as JSON; not said where nobody looked. */
  readonly isPlain?: boolean | undefined;
  /** How long it holds and for whom, as a `Cache-Control` header; not at all where nothing is said. */
  readonly cacheControl?: string | undefined;
  /** Another one after each change of what the subgraph shows; not said by those that do not know. */
  readonly revision?: string | undefined;
};

export type SubgraphLink = {
  /** Rejects with a SubgraphFailure when there is no answer; errors inside an answer are part of the answer. */
  execute(request: SubgraphRequest): Promise<SubgraphAnswer>;
  /** The events of a subscription, until the request's signal; throws where they break off. Absent where there are none. */
  subscribe?(request: SubgraphRequest): AsyncIterable<SubgraphAnswer>;
  close?(): Promise<void>;
};
