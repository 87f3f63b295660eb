/** What of an error may leave: our own errors and the caller's mistakes as they are, everything else without its text. */
import { unwrapResolverError } from "@apollo/server/errors";
import type { GraphQLFormattedError } from "graphql";
import { HubError } from "../errors.ts";

/** Codes of errors whose text speaks of the caller's document or variables only. */
const callersMistakes = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "OPERATION_RESOLUTION_FAILURE",
  "BAD_USER_INPUT",
  "BAD_REQUEST",
  "PERSISTED_QUERY_NOT_FOUND",
  "PERSISTED_QUERY_NOT_SUPPORTED",
]);

export function maskError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { path, locations } = formatted;
  const place = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
  const cause = unwrapResolverError(error);
  if (cause instanceof HubError) {
    return { message: cause.message, ...place, extensions: { code: cause.code, text: { ...cause.text } } };
  }
  const code = formatted.extensions?.["code"];
  if (typeof code === "string" && callersMistakes.has(code)) {
    return { message: formatted.message, ...place, extensions: { code } };
  }
  return { message: "Internal error / 内部エラー", ...place, extensions: { code: "INTERNAL_SERVER_ERROR" } };
}
