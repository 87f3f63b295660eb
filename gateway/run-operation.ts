/** Runs one operation of a stream or a socket through the same server, rules and log as every request over HTTP. */
import type { ApolloServer } from "@apollo/server";
import type { FormattedExecutionResult, GraphQLError } from "graphql";
import { HubError, errors as hubErrors } from "#kit/errors.ts";
import { maskError, maskErrors } from "#kit/server/mask-error.ts";
import type { GatewayContext } from "./context.ts";
import type { AdmitDocument } from "./documents/admit-document.ts";
import { AnswerStream } from "./execution/index.ts";
import type { Places } from "./streams/places.ts";
import type { Asked, Caller, Outcome, RunOperation } from "./streams/run-operation.ts";

interface Options {
  readonly server: ApolloServer<GatewayContext>;
  readonly admit: AdmitDocument;
  readonly contextOf: (caller: Caller) => Promise<GatewayContext>;
  readonly places: Places;
  readonly moved: AbortSignal;
}

export function createRunOperation({ server, admit, contextOf, places, moved }: Options): RunOperation {
  return async (asked, caller) => {
    try {
      const request = requestOf(admit(asked));
      const contextValue = await contextOf(caller);
      const { body } = await server.executeOperation(request, { contextValue });
      if (body.kind !== "single") throw new TypeError("Incremental delivery is for HTTP");
      const { data } = body.singleResult;
      return data instanceof AnswerStream
        ? streamOf(data, contextValue, { places, moved })
        : { kind: "single", answer: body.singleResult };
    } catch (error) {
      if (error instanceof HubError) return { kind: "single", answer: refused(error) };
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

function streamOf(
  stream: AnswerStream,
  context: GatewayContext,
  { places, moved }: Pick<Options, "places" | "moved">,
): Outcome {
  const answersUntil = (gone: AbortSignal) => stream.open(AbortSignal.any([gone, moved]));
  return { kind: "stream", moved, open: (gone) => answersOf(() => answersUntil(gone), context, places) };
}

/** Takes its place when it is read for the first time: a stream that nobody reads is never ended either. */
async function* answersOf(
  open: () => ReturnType<AnswerStream["open"]>,
  context: GatewayContext,
  places: Places,
): AsyncGenerator<FormattedExecutionResult, void> {
  if (!places.take()) return yield refused(hubErrors.subscriptionsFull(places.limit));
  try {
    for await (const { data, errors } of open()) {
      // A stream may outlast the token that it was opened with.
      await context.confirmIdentity();
      yield formatted(data, errors);
    }
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    yield refused(error);
  } finally {
    places.free();
  }
}

function formatted(data: unknown, errors: readonly GraphQLError[] | undefined): FormattedExecutionResult {
  return { ...(errors ? { errors: maskErrors(errors) } : {}), data: isRecord(data) ? data : null };
}

function refused(error: HubError): FormattedExecutionResult {
  return { errors: [maskError({ message: error.message }, error)] };
}
