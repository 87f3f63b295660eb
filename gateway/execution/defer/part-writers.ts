/** What writes the deferred parts of one operation, for one value of its conditions. */
import type { GraphQLObjectType } from "graphql";
import { compileObject, type WriterInput } from "../answer/answer-writer.ts";
import type { WrittenType } from "../answer/collect-fields.ts";
import type { WriteObject } from "../answer/writing.ts";
import type { DeferredPart } from "./shape.ts";

export type PartWriters = {
  readonly rootType: GraphQLObjectType;
  readonly search: WriterInput;
  writerFor(part: DeferredPart, type: WrittenType): WriteObject;
};

export function partWriters(rootType: GraphQLObjectType, input: WriterInput): PartWriters {
  const kept = new Map<string, WriteObject>();
  return {
    rootType,
    search: input,
    writerFor(part, type) {
      const key = `${part.id} ${type.name}`;
      const write = kept.get(key) ?? compileObject(type, [part.selectionSet], input);
      kept.set(key, write);
      return write;
    },
  };
}
