/** Documents that are parsed and valid, as many as there are plans: Apollo Server's own store counts their text, of which they take many times. */
import type { DocumentStore } from "@apollo/server";
import type { DocumentNode } from "graphql";
import { BoundedCache } from "#kit/bounded-cache.ts";
import { largestTogether, textSize } from "./execution/text-size.ts";

const documentsKept = 2_000;

export function keepDocuments(): DocumentStore {
  const documents = new BoundedCache<string, DocumentNode>(documentsKept, {
    sizeOf: (_, document) => textSize(document),
    largest: largestTogether,
  });
  return {
    get: async (key) => documents.get(key),
    set: async (key, document) => documents.set(key, document),
    delete: async (key) => documents.delete(key),
  };
}
