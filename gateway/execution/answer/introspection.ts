/** Answers `__schema` and `__type` from the schema that clients see; the only part of an operation that graphql-js executes. */
import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import type { JsonObject } from "../json.ts";

export type Introspected = {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: JsonObject;
};

export function introspect(asked: Introspected, nodes: readonly FieldNode[], responseKey: string): string {
  const operation = {
    ...asked.operation,
    directives: [],
    selectionSet: { kind: Kind.SELECTION_SET, selections: nodes },
  } as const;
  const fragments = asked.document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const { data } = executeSync({
    schema: asked.schema,
    document: { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] },
    variableValues: asked.variables,
  });
  return JSON.stringify(data?.[responseKey] ?? null);
}
