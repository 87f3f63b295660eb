/** Reads a table twice: first to learn what is usual in it, then to know each record. */
import { createModelFitting, type Model } from "../../../subgraphs/audit/overlap/model.ts";
import { createOverlapIndex, type OverlapIndex } from "../../../subgraphs/audit/overlap/overlap-index.ts";
import type { OverlapRecord } from "../../../subgraphs/audit/overlap/record.ts";
import type { Progress } from "../progress.ts";
import type { FieldMap } from "./field-map.ts";
import { type LeftOut, readRecords } from "./read-records.ts";

export interface Table {
  readonly file: string;
  readonly map: FieldMap;
}

/** A table can be larger than memory: its records are read, not kept. */
export async function fitTables(tables: readonly Table[], leftOut: LeftOut[], progress: Progress): Promise<Model> {
  const facets = new Set(tables.flatMap(({ map }) => [...map.facets.keys()]));
  const fitting = createModelFitting([...facets]);
  for (const { file, map } of tables) {
    const reading = { map, onLeftOut: (one: LeftOut) => void leftOut.push(one), onProgress: progress.update };
    for await (const record of readRecords(file, reading)) fitting.add(record);
  }
  return fitting.finish();
}

/** `onRecord` sees each record on its way into the index. */
export async function fillIndex(
  { file, map }: Table,
  model: Model,
  onRecord: (record: OverlapRecord) => void,
): Promise<OverlapIndex> {
  const index = createOverlapIndex(model);
  for await (const record of recordsOf({ file, map })) {
    index.set(record);
    onRecord(record);
  }
  return index;
}

/** What is left out was told at the first reading. */
export function recordsOf({ file, map }: Table): AsyncIterable<OverlapRecord> {
  return readRecords(file, { map, onLeftOut: () => undefined, onProgress: () => undefined });
}
