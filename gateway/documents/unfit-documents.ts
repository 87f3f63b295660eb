/** Which trusted documents the graph cannot answer: whoever listed them, or whoever takes a field away, is to know before a client does. */
import { type GraphQLSchema, parse, validate } from "graphql";
import type { Log } from "#kit/log/log.ts";
import { apiSchemaOf } from "../supergraph/api-schema.ts";
import type { TrustedDocuments } from "./trusted-documents.ts";

export interface UnfitDocument {
  readonly id: string;
  /** The first operation of it that has one. */
  readonly operation: string | undefined;
  readonly reason: string;
}

export type ListedDocument = readonly [id: string, text: string];

export function unfitDocuments(documents: Iterable<ListedDocument>, schema: GraphQLSchema): readonly UnfitDocument[] {
  return [...documents].flatMap(([id, text]): UnfitDocument[] => {
    const document = parse(text);
    const [error] = validate(schema, document);
    if (!error) return [];
    const names = document.definitions.flatMap((each) =>
      each.kind === "OperationDefinition" ? (each.name?.value ?? []) : [],
    );
    return [{ id, operation: names[0], reason: error.message }];
  });
}

/** The schema is read of the supergraph only where there are documents. */
export function logUnfitDocuments(log: Log, documents: TrustedDocuments, supergraphSdl: string): void {
  if (documents.size === 0) return;
  for (const unfit of unfitDocuments(documents.all(), apiSchemaOf(supergraphSdl)))
    log.warn({ ...unfit }, "trusted document does not fit the graph");
}
