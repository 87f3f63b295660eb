/**
 * Compiles a query against a schema once, so that running it collects no fields, coerces no constant arguments and looks
 * nothing up. It knows the way without errors only: wherever graphql-js would report anything, or do something rare, there
 * is no answer from here, and graphql-js answers. So errors, their texts and their paths are its own.
 */
import {
  type DocumentNode,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  visit,
} from "graphql";
import { type Compilation, type Execution, NotCompiled, type Plain } from "./compilation.ts";
import { compileRoot } from "./compile-selection.ts";

export interface QueryRequest {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: unknown;
}

export interface CompiledQuery {
  /** The whole data, exactly as `execute` of graphql-js gives it; undefined where only graphql-js can answer. */
  run(request: QueryRequest): Promise<Plain | undefined>;
}

/** Undefined where the document is none of those that can be compiled. It must be valid for the schema. */
export function compileQuery(schema: GraphQLSchema, document: DocumentNode): CompiledQuery | undefined {
  const operation = theOperation(document);
  const type = schema.getQueryType();
  if (operation?.operation !== "query" || !type || dependsOnVariables(document)) return undefined;
  const compilation: Compilation = { schema, operation, fragments: fragmentsOf(document) };
  try {
    const complete = compileRoot(compilation, type, operation.selectionSet);
    return { run: async (request) => run(compilation, complete, request) };
  } catch (error) {
    if (error instanceof NotCompiled) return undefined;
    throw error;
  }
}

async function run(
  { schema, operation, fragments }: Compilation,
  complete: ReturnType<typeof compileRoot>,
  { variables, context }: QueryRequest,
): Promise<Plain | undefined> {
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (coerced === undefined) return undefined;
  const execution: Execution = { schema, operation, fragments, context, variables: coerced, arguments: new Map() };
  try {
    return await complete(undefined, execution, undefined);
  } catch {
    // Whatever it was: it happens to graphql-js too, which knows how to say it.
    return undefined;
  }
}

/** Undefined where there are several, of which a request names one. */
function theOperation(document: DocumentNode): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return operations.length === 1 ? operations[0] : undefined;
}

function fragmentsOf(document: DocumentNode): Compilation["fragments"] {
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** Which fields there are then differs from one run to the next. */
function dependsOnVariables(document: DocumentNode): boolean {
  let depends = false;
  visit(document, {
    Directive(directive) {
      depends ||= (directive.arguments ?? []).some(({ value }) => value.kind === Kind.VARIABLE);
    },
  });
  return depends;
}
