/** What a query is compiled from, and what one run of it carries. */
import type { FragmentDefinitionNode, GraphQLResolveInfo, GraphQLSchema, OperationDefinitionNode } from "graphql";

export interface Compilation {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Record<string, FragmentDefinitionNode>;
}

export interface Execution extends Compilation {
  readonly context: unknown;
  /** Coerced. */
  readonly variables: { [name: string]: unknown };
  /** Coerced arguments of each field, the same for all objects that have it. */
  readonly arguments: Map<object, Plain>;
}

export type Plain = { [key: string]: unknown };

export type Path = GraphQLResolveInfo["path"];

/** Something that graphql-js must do. */
export class NotCompiled extends Error {}

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
