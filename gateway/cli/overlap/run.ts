/** What `jinkatsu overlap` does: neighbours or clusters of one table, or links between two. */
import { type Pair, starClusters } from "../../../subgraphs/audit/overlap/clusters.ts";
import { linkOneToOne } from "../../../subgraphs/audit/overlap/links.ts";
import type { Asking, OverlapIndex } from "../../../subgraphs/audit/overlap/overlap-index.ts";
import type { OverlapRecord } from "../../../subgraphs/audit/overlap/record.ts";
import type { SimilarityProvider } from "../../../subgraphs/audit/overlap/similarity-provider.ts";
import type { Progress } from "../progress.ts";
import type { Terminal } from "../terminal.ts";
import { createAdvice } from "./advice-of.ts";
import { createEvidence } from "./evidence-of.ts";
import type { FieldMap } from "./field-map.ts";
import { openLinesOut } from "./lines-out.ts";
import { fillIndex, fitTables, recordsOf } from "./load-index.ts";
import type { LeftOut } from "./read-records.ts";

export interface Work {
  readonly map: FieldMap;
  readonly output: string | undefined;
  readonly terminal: Pick<Terminal, "printJsonLine" | "printTextLine">;
  readonly progress: Progress;
}

export interface Summary {
  readonly records: number;
  /** Lines of the answer, without a heading. */
  readonly lines: number;
  readonly leftOut: readonly LeftOut[];
  readonly version: string;
}

export interface NeighbourWork extends Work {
  readonly file: string;
  readonly asking: Asking;
  readonly evidence: boolean;
  /** Asked for its opinion where the engine is not sure. */
  readonly provider: SimilarityProvider | undefined;
}

export async function writeNeighbours({
  file,
  map,
  output,
  terminal,
  progress,
  asking,
  evidence,
  provider,
}: NeighbourWork): Promise<Summary> {
  const leftOut: LeftOut[] = [];
  const kept = new Map<string, OverlapRecord>();
  const model = await fitTables([{ file, map }], leftOut, progress);
  const index = await fillIndex(
    { file, map },
    model,
    (record) => (evidence || provider) && kept.set(record.id, record),
  );
  const explain = createEvidence(model, kept);
  const advise = provider && createAdvice(provider, kept);
  const out = await openLinesOut(output, terminal.printJsonLine);
  let lines = 0;
  for (const id of index.idsByArea()) {
    const found = index.neighbours(id, asking);
    const line = { id, neighbors: found.map((one) => one.id), scores: found.map(({ bits }) => rounded(bits)) };
    const reasons = evidence ? { evidence: found.map((one) => explain(id, one.id)) } : {};
    const opinions = advise ? { advice: await advise(id, found) } : {};
    await out.write(JSON.stringify({ ...line, ...reasons, ...opinions, version: model.version }));
    progress.update(index.size + ++lines);
  }
  await out.end();
  return { records: index.size, lines, leftOut, version: model.version };
}

/** Bits to a thousandth: more digits say nothing to a reader. */
function rounded(bits: number): number {
  return Math.round(bits * 1000) / 1000;
}

export interface ClusterWork extends Work {
  readonly file: string;
  readonly asking: Asking;
  readonly least: number;
}

export async function writeClusters({
  file,
  map,
  output,
  terminal,
  progress,
  asking,
  least,
}: ClusterWork): Promise<Summary> {
  const leftOut: LeftOut[] = [];
  const model = await fitTables([{ file, map }], leftOut, progress);
  const index = await fillIndex({ file, map }, model, () => undefined);
  const clusters = starClusters(pairsOf(index, asking, least, progress));
  const out = await openLinesOut(output, terminal.printJsonLine);
  for (const { centre, members } of clusters) {
    await out.write(JSON.stringify({ centre, members, version: model.version }));
  }
  await out.end();
  return { records: index.size, lines: clusters.length, leftOut, version: model.version };
}

function* pairsOf(index: OverlapIndex, asking: Asking, least: number, progress: Progress): Generator<Pair> {
  let done = 0;
  for (const a of index.idsByArea()) {
    for (const { id: b, bits } of index.neighbours(a, asking)) if (bits >= least) yield { a, b, bits };
    progress.update(index.size + ++done);
  }
}

export interface LinkWork extends Work {
  readonly files: readonly [string, string];
  readonly least: number;
}

export async function writeLinks({
  files: [first, second],
  map,
  output,
  terminal,
  progress,
  least,
}: LinkWork): Promise<Summary> {
  const leftOut: LeftOut[] = [];
  const tables = [first, second].map((file) => ({ file, map }));
  const model = await fitTables(tables, leftOut, progress);
  const index = await fillIndex({ file: second, map }, model, () => undefined);
  const records: OverlapRecord[] = [];
  for await (const record of recordsOf({ file: first, map })) records.push(record);
  const links = linkOneToOne(records, index, least);
  const out = await openLinesOut(output, terminal.printTextLine);
  await out.write("a_id,b_id,score,version");
  for (const { a, b, bits } of links) await out.write([quoted(a), quoted(b), rounded(bits), model.version].join(","));
  await out.end();
  return { records: model.records, lines: links.length, leftOut, version: model.version };
}

function quoted(text: string): string {
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
