/** An operation as its usage is counted: a text without what anybody entered, the text's digest, and the coordinates it uses. */
import { createHash } from "node:crypto";
import { stripSensitiveLiterals } from "@apollo/utils.stripsensitiveliterals";
import {
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  print,
  separateOperations,
} from "graphql";
import type { ResolvedOperation } from "../operation-notes.ts";
import { type AddVariables, coordinatesOfText, variableCoordinates } from "./coordinates.ts";

export interface UsedOperation {
  readonly hash: string;
  readonly name: string | undefined;
  readonly kind: string;
  readonly text: string;
  readonly coordinates: ReadonlySet<string>;
  readonly addVariables: AddVariables | undefined;
}

/** Made once for each operation of a document and schema; both live as long as the server keeps the document. */
export function createUsedOperations(): (resolved: ResolvedOperation) => UsedOperation {
  const bySchema = new WeakMap<GraphQLSchema, WeakMap<OperationDefinitionNode, UsedOperation>>();
  return ({ schema, document, operation }) => {
    const known = bySchema.get(schema) ?? new WeakMap<OperationDefinitionNode, UsedOperation>();
    bySchema.set(schema, known);
    const found = known.get(operation);
    if (found) return found;
    const made = usedOperation(schema, document, operation);
    known.set(operation, made);
    return made;
  };
}

function usedOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): UsedOperation {
  const own = separateOperations(document)[operation.name?.value ?? ""] ?? document;
  const text = print(stripSensitiveLiterals(own, { hideListAndObjectLiterals: true }));
  return {
    hash: createHash("sha256").update(text).digest("hex"),
    name: operation.name?.value,
    kind: operation.operation,
    text,
    coordinates: coordinatesOfText(schema, own),
    addVariables: variableCoordinates(schema, operation),
  };
}
