/** One execution of a plan: the data joined so far and what went wrong on the way. */
import type { AnswerError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import type { ClientRequest, SubgraphAnswer, SubgraphLink } from "../links/subgraph-link.ts";
import type { ClientPath } from "../plan/client-paths.ts";
import type { Claims } from "./claims.ts";

/** What is known of all strings of the data. */
export type Texts = {
  /** None of them needs an escape in JSON: no answer had one. */
  arePlain: boolean;
};

export type Run = {
  readonly data: JsonObject;
  readonly errors: AnswerError[];
  /** Values below an answer that serves several places: they are written once. */
  readonly shared: Set<unknown>;
  /** Records that a subgraph has answered with null: what it was asked for is not there. */
  readonly absent: Set<unknown>;
  readonly texts: Texts;
  /** Whether equal records may become different by what is around them: then nothing may stand at several places. */
  readonly isApart: boolean;
  /** Records found at a path, for as long as no answer brings new objects: the calls of a plan keep coming back to the same places. */
  readonly found: Map<string, readonly JsonObject[]>;
  /** Records that a call has asked for: its answer is still to come, or has come, and they are no longer replaced by their equals. */
  readonly claims: Claims;
  /** As the client sent them: coercing is each subgraph's own affair. */
  readonly variables: JsonObject;
  /** Coerced, for conditions. */
  readonly conditions: JsonObject;
  /** No record is of these types, whoever says so. */
  readonly interfaceNames: ReadonlySet<unknown>;
  readonly client: ClientRequest;
  readonly linkOf: (subgraph: string) => SubgraphLink;
  readonly clientPath: ClientPath;
  /** Told whenever a subgraph has answered, or has failed to. */
  readonly onRead: (subgraph: string, answer?: SubgraphAnswer) => void;
  readonly isKeyCheck: (step: string | number) => boolean;
};
