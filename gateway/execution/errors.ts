/** Every error that the engine itself makes, and how a subgraph's error is passed on without what a client must not see. */
import { GraphQLError } from "graphql";
import { errors, type HubError } from "#kit/errors.ts";
import type { SubgraphError } from "./links/subgraph-link.ts";

export type ResponsePath = readonly (string | number)[];

/** An error on its way to the client: plain until the answer is complete, since completing it asks what has been reported where. */
export type AnswerError = {
  readonly message: string;
  readonly path: ResponsePath | undefined;
  readonly code: string | undefined;
  readonly serviceName?: string;
  /** Where the engine itself says it: the same for people, with the cause for the log. */
  readonly told?: HubError;
};

export const failureCodes = {
  SUBGRAPH_UNREACHABLE: "No answer came from the subgraph",
  SUBGRAPH_TIMEOUT: "The subgraph did not answer in time",
  SUBGRAPH_ANSWER_INVALID: "The subgraph's answer is not a GraphQL answer to what was asked",
  ENTITY_MISMATCH: "The subgraph answered with other records than it was asked for, or in another order",
} as const;

export type FailureCode = keyof typeof failureCodes;

const tell = {
  SUBGRAPH_UNREACHABLE: errors.subgraphUnreachable,
  SUBGRAPH_TIMEOUT: errors.subgraphTimeout,
  SUBGRAPH_ANSWER_INVALID: errors.subgraphAnswerInvalid,
  ENTITY_MISMATCH: errors.entityMismatch,
} as const satisfies Record<FailureCode, (subgraph: string) => HubError>;

/** The call as a whole gave nothing that may be used. Its message is fit for clients; the cause is for the log. */
export class SubgraphFailure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, options?: ErrorOptions) {
    super(failureCodes[code], options);
    this.code = code;
  }
}

export function errorOfFailure(reason: unknown, serviceName: string, path: ResponsePath | undefined): AnswerError {
  const failure =
    reason instanceof SubgraphFailure ? reason : new SubgraphFailure("SUBGRAPH_UNREACHABLE", { cause: reason });
  const told = tell[failure.code](serviceName);
  told.cause = failure.cause;
  return { message: `${failure.message}: ${serviceName}`, path, code: failure.code, serviceName, told };
}

/** @param field of a type, `Product.price` */
export function errorOfNotFetched(field: string, subgraphs: readonly string[], path: ResponsePath): AnswerError {
  const told = errors.notFetched(field, subgraphs.join(", ") || "?");
  const [serviceName] = subgraphs;
  return { message: told.text.en, path, code: told.code, ...(serviceName && { serviceName }), told };
}

/** Of a request whose time is over, or whose client is gone, while others wait for the same answer. */
export function errorOfTime(cause: unknown): GraphQLError {
  const told = errors.requestTimeout();
  told.cause = cause;
  return graphqlErrorOf({ message: told.message, path: undefined, code: told.code, told });
}

export function errorOfSubgraph(
  error: SubgraphError,
  serviceName: string,
  path: ResponsePath | undefined,
): AnswerError {
  const code = error.extensions?.["code"];
  return {
    message: error.message || `The subgraph reported an error: ${serviceName}`,
    path,
    code: typeof code === "string" ? code : "DOWNSTREAM_SERVICE_ERROR",
    serviceName,
  };
}

export function graphqlErrorOf({ message, path, code, serviceName, told }: AnswerError): GraphQLError {
  const extensions = { ...(code && { code }), ...(serviceName && { serviceName }) };
  return new GraphQLError(message, { path: path ?? null, extensions, originalError: told ?? null });
}
