/** An operation as its usage is counted: its shape without what anybody wrote into it, a digest, and the coordinates it uses. */
import { createHash } from "node:crypto";
import { type DocumentNode, type GraphQLSchema, type OperationDefinitionNode, separateOperations } from "graphql";
import { shownOperationName } from "../operation-name.ts";
import type { ResolvedOperation } from "../operation-notes.ts";
import { type AddVariables, coordinatesOfText, variableCoordinates } from "./coordinates.ts";
import { normalForm } from "./normal-form.ts";

export interface UsedOperation {
  readonly hash: string;
  /** Whether a trusted document or a caller with a token asked it: nobody else makes it up. */
  readonly isProven: boolean;
  /** Of what is proven alone. */
  readonly name: string | undefined;
  readonly kind: string;
  readonly text: string;
  readonly coordinates: ReadonlySet<string>;
  readonly addVariables: AddVariables | undefined;
}

type Made = { proven?: UsedOperation; unproven?: UsedOperation };

/** Made once for each operation of a document and schema; both live as long as the server keeps the document. */
export function createUsedOperations(): (resolved: ResolvedOperation, isProven: boolean) => UsedOperation {
  const bySchema = new WeakMap<GraphQLSchema, WeakMap<OperationDefinitionNode, Made>>();
  return ({ schema, document, operation }, isProven) => {
    const known = bySchema.get(schema) ?? new WeakMap<OperationDefinitionNode, Made>();
    bySchema.set(schema, known);
    const made = known.get(operation) ?? {};
    known.set(operation, made);
    const proof = isProven ? "proven" : "unproven";
    made[proof] ??= usedOperation(schema, document, { operation, isProven });
    return made[proof];
  };
}

interface Asked {
  readonly operation: OperationDefinitionNode;
  readonly isProven: boolean;
}

function usedOperation(schema: GraphQLSchema, document: DocumentNode, { operation, isProven }: Asked): UsedOperation {
  const own = separateOperations(document)[operation.name?.value ?? ""] ?? document;
  const text = normalForm(own, operation);
  const name = isProven ? shownOperationName(operation.name?.value) : undefined;
  return {
    hash: hashOf(isProven, name, text),
    isProven,
    name,
    kind: operation.operation,
    text,
    coordinates: coordinatesOfText(schema, own),
    addVariables: variableCoordinates(schema, operation),
  };
}

/**
 * What stands for all operations that are not kept each by itself: that somebody uses a coordinate is known all the same, and takes no
 * more room than the schema has coordinates.
 */
export function othersLike({ isProven, coordinates, addVariables }: UsedOperation): UsedOperation {
  const name = undefined;
  return { hash: hashOf(isProven, name, ""), isProven, name, kind: "other", text: "", coordinates, addVariables };
}

function hashOf(isProven: boolean, name: string | undefined, text: string): string {
  return createHash("sha256")
    .update(JSON.stringify([isProven, name ?? null, text]))
    .digest("hex");
}
