/** Whether what a subgraph sends back can be an answer to a GraphQL request at all, by its status and headers. */

export type AnswerKind = {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  /** How long it holds, as the subgraph says. */
  readonly cacheControl?: string | undefined;
  /** Of which state it is, as the subgraph says. */
  readonly revision?: string | undefined;
};

/** What is read of an answer. */
export type HttpAnswer = {
  readonly text: string;
  readonly cacheControl: string | undefined;
  readonly revision: string | undefined;
};

/** JSON, said to be JSON or said to be nothing; never from elsewhere, and never compressed, which nobody asked for. */
export function mayBeAnswer({ status, contentType, contentEncoding }: AnswerKind): boolean {
  if (status >= 300 && status < 400) return false;
  if (contentEncoding !== undefined && contentEncoding.toLowerCase() !== "identity") return false;
  return contentType === undefined || jsonType.test(contentType);
}

const jsonType = /^\s*application\/(?:graphql-response\+)?json\s*(?:;|$)/i;
