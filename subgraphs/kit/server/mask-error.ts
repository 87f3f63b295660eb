/** What of an error may leave: our own errors and the caller's mistakes as they are, everything else without its text. */
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { errors, HubError } from "../errors.ts";

/** Codes of errors whose text is fit for the caller: our own catalogue's, and those that speak of the caller's document only. */
const fitForCallers = new Set([
  ...Object.values(errors).map(({ code }) => code),
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "OPERATION_RESOLUTION_FAILURE",
  "BAD_USER_INPUT",
  "BAD_REQUEST",
  "PERSISTED_QUERY_NOT_FOUND",
  "PERSISTED_QUERY_NOT_SUPPORTED",
]);

/** For a subgraph in this process, whose errors go no way over HTTP where a server would mask them. */
export function maskErrors(all: readonly GraphQLError[]): GraphQLFormattedError[] {
  return all.map((error) => maskError(error.toJSON(), error));
}

export function maskError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { path, locations } = formatted;
  const place = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
  const cause = error instanceof GraphQLError ? error.originalError : error;
  if (cause instanceof HubError) {
    return { message: cause.message, ...place, extensions: { code: cause.code, text: { ...cause.text } } };
  }
  const code = formatted.extensions?.["code"];
  if (typeof code === "string" && fitForCallers.has(code)) {
    return { message: formatted.message, ...place, extensions: { code } };
  }
  return { message: "Internal error / 内部エラー", ...place, extensions: { code: unexpected } };
}

const unexpected = "INTERNAL_SERVER_ERROR";

/** Whether the caller hears nothing of it, so that only a log can. */
export function isUnexpected(error: GraphQLError): boolean {
  return maskError(error.toJSON(), error).extensions?.["code"] === unexpected;
}
