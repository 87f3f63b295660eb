/** Runs the documents that come again and again, each compiled the first time it is seen. */
import type { DocumentNode, GraphQLSchema } from "graphql";
import type { Plain } from "./compilation.ts";
import { type CompiledQuery, compileQuery, type QueryRequest } from "./compile-query.ts";

/** The data of a valid document with one operation; undefined where only graphql-js can answer, also with errors. */
export type RunQuery = (document: DocumentNode, request: QueryRequest) => Promise<Plain | undefined>;

export function createQueryRunner(schema: GraphQLSchema): RunQuery {
  const compiled = new WeakMap<DocumentNode, { readonly query: CompiledQuery | undefined }>();
  return async (document, request) => {
    let known = compiled.get(document);
    if (!known) {
      known = { query: compileQuery(schema, document) };
      compiled.set(document, known);
    }
    return known.query?.run(request);
  };
}
