/** Calls a subgraph that lives in this process: no HTTP, no text, the document parsed and compiled once for all calls. */
import { type DocumentNode, type ExecutionResult, execute, type GraphQLError, type GraphQLSchema } from "graphql";
import { writeCacheControl } from "#kit/caching/cache-policy.ts";
import { cachePolicyOf } from "#kit/caching/policy-of.ts";
import { readRevisionIn, tellsRevision } from "#kit/caching/revision.ts";
import { createQueryRunner, type RunQuery } from "#kit/execution/query-runner.ts";
import { SubgraphFailure } from "../errors.ts";
import type {
  SubgraphAnswer,
  SubgraphError,
  SubgraphLink,
  SubgraphOperation,
  SubgraphRequest,
} from "./subgraph-link.ts";

export type InProcessOptions = {
  readonly schema: GraphQLSchema;
  /** The context that the subgraph's resolvers receive. */
  readonly contextFor?: (request: SubgraphRequest) => unknown;
  /** What of the resolvers' errors goes on; by default their message, path and extensions. */
  readonly show?: (errors: readonly GraphQLError[]) => readonly SubgraphError[];
  /** Shows an unexpected error to the operator; what the client gets is up to `show`. */
  readonly onError?: (error: GraphQLError, request: SubgraphRequest) => void;
};

export function createInProcessLink({ schema, contextFor, onError, show = plainly }: InProcessOptions): SubgraphLink {
  const runQuery = createQueryRunner(schema);
  const known = new WeakMap<DocumentNode, string>();
  const cacheControlOf = ({ document }: SubgraphOperation): string => {
    const text = known.get(document) ?? writeCacheControl(cachePolicyOf(schema, document));
    known.set(document, text);
    return text;
  };
  return {
    async execute(request) {
      const cacheControl = cacheControlOf(request.operation);
      const isTold = tellsRevision(request.operation.document, cacheControl);
      const { revision, ...result } = await resultOf(request, { schema, runQuery, contextFor, isTold });
      for (const error of result.errors ?? []) onError?.(error, request);
      return { ...answerOf(result, show), cacheControl, revision };
    },
  };
}

interface Executor {
  readonly schema: GraphQLSchema;
  readonly runQuery: RunQuery;
  readonly contextFor: InProcessOptions["contextFor"];
  /** Whether it is said of which state the answer is. */
  readonly isTold: boolean;
}

type Result = ExecutionResult & Pick<SubgraphAnswer, "revision">;

async function resultOf(request: SubgraphRequest, { schema, runQuery, contextFor, isTold }: Executor): Promise<Result> {
  const { operation, variables, client } = request;
  try {
    const context = contextFor ? await contextFor(request) : client.context;
    const revision = isTold && isObject(context) ? await readRevisionIn(context) : undefined;
    const data = await runQuery(operation.document, { variables, context });
    if (data) return { data, revision };
    return await execute({ schema, document: operation.document, variableValues: variables, contextValue: context });
  } catch (cause) {
    throw new SubgraphFailure("SUBGRAPH_ANSWER_INVALID", { cause });
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function answerOf({ data, errors }: ExecutionResult, show: typeof plainly): SubgraphAnswer {
  return { data, ...(errors && { errors: show(errors) }) };
}

function plainly(errors: readonly GraphQLError[]): readonly SubgraphError[] {
  return errors.map(({ message, path, extensions }) => ({ message, path, extensions }));
}
