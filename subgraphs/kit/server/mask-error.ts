/** What of an error may leave: our own errors and the caller's mistakes as they are, everything else without its text. */
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { errors, HubError } from "../errors.ts";

/** Codes of errors that speak of the caller's document or request; from a subgraph they would speak of ours. */
const aboutRequest = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "OPERATION_RESOLUTION_FAILURE",
  "BAD_REQUEST",
  "PERSISTED_QUERY_NOT_FOUND",
  "PERSISTED_QUERY_NOT_SUPPORTED",
]);

/** Codes of errors whose text is fit for the caller: our own catalogue's, and those of the caller's mistakes. */
const fitForCallers = new Set([...Object.values(errors).map(({ code }) => code), ...aboutRequest, "BAD_USER_INPUT"]);

/** For a subgraph in this process, whose errors go no way over HTTP where a server would mask them. */
export function maskErrors(all: readonly GraphQLError[]): GraphQLFormattedError[] {
  return all.map((error) => maskError(error.toJSON(), error));
}

export function maskError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { path, locations } = formatted;
  const place = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
  const cause = error instanceof GraphQLError ? error.originalError : error;
  if (cause instanceof HubError) return { ...tellable(cause), ...place };
  if (isAboutArgument(formatted, error)) return { ...tellable(errors.argumentInvalid()), ...place };
  const code = formatted.extensions?.["code"];
  if (typeof code !== "string" || code === unexpected || !isFit(code, formatted)) {
    return { message: internal.message, ...place, extensions: { code: unexpected } };
  }
  // The engines say it with names and values of a subgraph.
  if (code === errors.subgraphValueInvalid.code) return { ...tellable(errors.subgraphValueInvalid()), ...place };
  return { message: formatted.message, ...place, extensions: { code } };
}

function isFit(code: string, { extensions }: GraphQLFormattedError): boolean {
  return fitForCallers.has(code) && !(aboutRequest.has(code) && extensions?.["serviceName"] !== undefined);
}

/**
 * The hub does not know what a department's own scalars accept, so that only the department refuses a value of theirs: it is the
 * caller's mistake, and the words are about what the department was asked.
 */
function isAboutArgument({ message, extensions }: GraphQLFormattedError, error: unknown): boolean {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : undefined;
  const code = extensions?.["code"];
  if (code === "GRAPHQL_VALIDATION_FAILED") return extensions?.["serviceName"] !== undefined && ofValue.test(message);
  return cause instanceof GraphQLError && (code === undefined || code === unexpected) && ofArgument.test(message);
}

const ofArgument = /^Argument "\w+" has invalid value /;
const ofValue = /^Expected value of type "/;

/** An error of the catalogue as it leaves. */
export function tellable({ message, code, text }: HubError): GraphQLFormattedError {
  return { message, extensions: { code, text: { ...text } } };
}

const internal = errors.internal();
const unexpected = internal.code;

/** Whether the caller hears nothing of it, so that only a log can. */
export function isUnexpected(error: GraphQLError): boolean {
  return maskError(error.toJSON(), error).extensions?.["code"] === unexpected;
}
