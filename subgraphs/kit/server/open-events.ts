/** Opens the events of a subscription on a subgraph's schema, for whatever carries them. */
import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  parse,
  subscribe,
  validate,
} from "graphql";
import { maskErrors } from "./mask-error.ts";

/** One operation as it was received. */
export interface AskedEvents {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** Undefined for what is no operation at all. */
export function askedEvents(value: unknown): AskedEvents | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { query, operationName, variables }: Readonly<Record<string, unknown>> = { ...value };
  if (typeof query !== "string") return undefined;
  return {
    query,
    ...(typeof operationName === "string" && { operationName }),
    ...(typeof variables === "object" && variables !== null && { variables: { ...variables } }),
  };
}

export type OpenEvents = AsyncGenerator<ExecutionResult, void>;

/** Where an error keeps it from beginning, that is its one answer. */
export async function openEvents(
  schema: GraphQLSchema,
  { query, operationName, variables }: AskedEvents,
  contextValue: object,
  onError: (error: GraphQLError) => void,
): Promise<OpenEvents> {
  const read = readDocument(schema, query);
  if ("errors" in read) return oneOf(masked(read));
  const events = await subscribe({
    schema,
    document: read.document,
    operationName: operationName ?? null,
    variableValues: variables ?? {},
    contextValue,
  });
  const show = (answer: ExecutionResult) => {
    answer.errors?.forEach(onError);
    return masked(answer);
  };
  return Symbol.asyncIterator in events ? shownAll(events, show) : oneOf(show(events));
}

async function* oneOf(answer: ExecutionResult): OpenEvents {
  yield answer;
}

/** No generator: one that waits for the next event would hear only after it that nobody wants any more. */
function shownAll(
  events: AsyncGenerator<ExecutionResult, void, void>,
  show: (answer: ExecutionResult) => ExecutionResult,
): OpenEvents {
  const answered = async (step: Promise<IteratorResult<ExecutionResult, void>>) => {
    const { done, value } = await step;
    return done ? { done, value: undefined } : { done: false as const, value: show(value) };
  };
  const open: OpenEvents = {
    next: () => answered(events.next()),
    return: () => answered(events.return()),
    throw: (error) => answered(events.throw(error)),
    [Symbol.asyncIterator]: () => open,
    [Symbol.asyncDispose]: async () => void (await events.return()),
  };
  return open;
}

function readDocument(schema: GraphQLSchema, query: string): { document: DocumentNode } | { errors: GraphQLError[] } {
  try {
    const document = parse(query);
    const faults = validate(schema, document);
    return faults.length > 0 ? { errors: [...faults] } : { document };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

function masked({ errors: faults, ...answer }: ExecutionResult): ExecutionResult {
  return faults ? { ...answer, errors: maskErrors(faults).map(asGraphQLError) } : answer;
}

function asGraphQLError({ message, path, extensions }: ReturnType<typeof maskErrors>[number]): GraphQLError {
  return new GraphQLError(message, { path: path ?? null, extensions: { ...extensions } });
}
