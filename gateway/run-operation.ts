/** Runs one operation of a stream or a socket through the same server, rules and log as every request over HTTP. */
import type { ApolloServer } from "@apollo/server";
import type { FormattedExecutionResult, GraphQLError } from "graphql";
import { HubError, errors as hubErrors } from "#kit/errors.ts";
import { Refusal } from "#kit/graphql/refusal.ts";
import type { Quota } from "#kit/server/connections/quota.ts";
import { maskErrors, tellable } from "#kit/server/mask-error.ts";
import { answerFor, type Reader, tellReader } from "#kit/server/tell-reader.ts";
import type { GatewayContext } from "./context.ts";
import type { AdmitDocument } from "./documents/admit-document.ts";
import { AnswerStream } from "./execution/index.ts";
import type { GatewayLimits } from "./limits/create-limits.ts";
import type { Asked, Caller, Outcome, RunOperation } from "./streams/run-operation.ts";

interface Options {
  readonly server: ApolloServer<GatewayContext>;
  readonly admit: AdmitDocument;
  readonly limits: GatewayLimits;
  readonly contextOf: (caller: Caller) => Promise<GatewayContext>;
  readonly readerOf: (caller: Caller) => Reader;
  readonly subscriptions: Quota;
  readonly moved: AbortSignal;
}

export function createRunOperation(options: Options): RunOperation {
  const { server, admit, limits, contextOf, readerOf, subscriptions, moved } = options;
  const known = async (caller: Caller) => {
    try {
      return await contextOf(caller);
    } catch (error) {
      throw (error instanceof HubError && limits.countUnknown(caller.request)) || error;
    }
  };
  return async (asked, caller) => {
    const reader = readerOf(caller);
    try {
      const request = requestOf(admit(asked));
      const contextValue = await known(caller);
      limits.admit(request.query, contextValue.callerName);
      const { body } = await answerFor(reader, () => server.executeOperation(request, { contextValue }));
      if (body.kind !== "single") throw new TypeError("Incremental delivery is for HTTP");
      const { data } = body.singleResult;
      return data instanceof AnswerStream
        ? streamOf(data, { subscriptions, moved, reader, context: contextValue })
        : { kind: "single", answer: body.singleResult };
    } catch (error) {
      const told = error instanceof Refusal ? error.originalError : error;
      if (told instanceof HubError) return { kind: "single", answer: refused(told, reader) };
      throw error;
    }
  };
}

/** Nothing but what a request may have, and each of its type. */
function requestOf({ query, operationName, variables, extensions }: Asked) {
  return {
    ...(typeof query === "string" && query !== "" ? { query } : {}),
    ...(typeof operationName === "string" ? { operationName } : {}),
    ...(isRecord(variables) ? { variables } : {}),
    ...(isRecord(extensions) ? { extensions } : {}),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface Streaming {
  readonly subscriptions: Quota;
  readonly moved: AbortSignal;
  readonly reader: Reader;
  readonly context: GatewayContext;
}

function streamOf(stream: AnswerStream, streaming: Streaming): Outcome {
  const { moved } = streaming;
  return { kind: "stream", moved, open: (gone) => answersOf(stream, AbortSignal.any([gone, moved]), streaming) };
}

/** Takes its place when it is read for the first time: a stream that nobody reads is never ended either. */
async function* answersOf(
  stream: AnswerStream,
  signal: AbortSignal,
  { subscriptions, reader, context }: Streaming,
): AsyncGenerator<FormattedExecutionResult, void> {
  const { callerName } = context;
  if (!subscriptions.take(callerName)) return yield refused(fullOf(subscriptions), reader);
  try {
    for await (const { data, errors } of stream.open(signal)) {
      // A stream may outlast the token that it was opened with.
      await context.confirmIdentity();
      yield formatted(data, errors, reader);
    }
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    yield refused(error, reader);
  } finally {
    subscriptions.free(callerName);
  }
}

function fullOf({ limit, perCaller }: Quota): HubError {
  return hubErrors.subscriptionsFull(limit, perCaller);
}

function formatted(
  data: unknown,
  errors: readonly GraphQLError[] | undefined,
  reader: Reader,
): FormattedExecutionResult {
  const told = errors && maskErrors(errors).map((error) => tellReader(error, reader));
  return { ...(told ? { errors: told } : {}), data: isRecord(data) ? data : null };
}

function refused(error: HubError, reader: Reader): FormattedExecutionResult {
  return { errors: [tellReader(tellable(error), reader)] };
}
