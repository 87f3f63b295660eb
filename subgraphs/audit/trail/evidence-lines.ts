/** What the events speak of, line by line: every version of every measure, of each snapshot which versions it holds and rests on, and saved checks. */
import { type EntityManager, MoreThan } from "typeorm";
import { createModels, type ReadFit } from "../collection/models.ts";
import { readAllVersions } from "../collection/versions.ts";
import { type SavedCheckRow, type SnapshotRow, savedCheckTable, snapshotTable } from "../tables/tables.ts";
import { canonicalJson, type JsonObject } from "./canonical-json.ts";
import { readEvent } from "./event.ts";
import { eventTable } from "./tables.ts";

export interface MeasureLine {
  readonly number: number;
  readonly typeName: string;
  readonly code: string;
  readonly department: string;
  readonly since: string;
  readonly version: number;
  /** What the database says that the digest of the content is. */
  readonly digest: string;
  readonly contract: JsonObject;
}

export interface SnapshotLine {
  readonly id: string;
  readonly at: string;
  readonly takenBy: string;
  readonly scope: JsonObject;
  /** Version of the model, as it is when it is fitted anew; empty where it cannot be. */
  readonly model: string;
  /** Numbers of versions. */
  readonly measures: readonly number[];
  readonly modelMeasures: readonly number[];
}

/** All that is kept of it: the event has the digest. */
export interface CheckLine extends JsonObject {
  readonly id: string;
}

/** In canonical JSON, each with one of the three. */
export type EvidenceLine =
  | { readonly measure: MeasureLine }
  | { readonly snapshot: SnapshotLine }
  | { readonly savedCheck: CheckLine };

interface Span {
  readonly number: number;
  readonly from: number;
  readonly to: number;
}

/** Beside a trail of so many events: what is taken meanwhile is not told. */
export async function* evidenceLines(manager: EntityManager, size: number): AsyncGenerator<string> {
  const spans: Span[] = [];
  for await (const row of readAllVersions(manager)) {
    const { versionId: number, typeName, code, department, validFrom: since, version, digest, contract } = row;
    spans.push({ number, from: row.fromRevision, to: row.toRevision });
    yield lineOf({ measure: { number, typeName, code, department, since, version, digest, contract } });
  }
  const readFit = createModels(manager);
  const rows = await manager.find(snapshotTable.entity, { order: { id: "ASC" } });
  const later = await takenAfter(manager, size);
  for (const row of rows) if (!later.has(row.id)) yield lineOf({ snapshot: await snapshotLine(row, readFit, spans) });
  for await (const { id, ...kept } of readChecks(manager))
    if (!later.has(id)) yield lineOf({ savedCheck: { id, ...kept } });
}

/** Ids of snapshots and saved checks. */
async function takenAfter(manager: EntityManager, size: number): Promise<ReadonlySet<unknown>> {
  const rows = await manager.find(eventTable.entity, { where: { sequence: MoreThan(size) } });
  const events = rows.map(readEvent);
  return new Set(
    events.flatMap(({ kind, body }) => {
      if (kind === "SNAPSHOT_TAKEN") return [body["snapshot"]];
      return kind === "CHECK_SAVED" ? [body["check"]] : [];
    }),
  );
}

const checksAtOnce = 100;

async function* readChecks(manager: EntityManager): AsyncGenerator<SavedCheckRow> {
  for (let after = ""; ; ) {
    const where = { id: MoreThan(after) };
    const rows = await manager.find(savedCheckTable.entity, { where, order: { id: "ASC" }, take: checksAtOnce });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

async function snapshotLine(row: SnapshotRow, readFit: ReadFit, spans: readonly Span[]): Promise<SnapshotLine> {
  const { id, at, takenBy, scope, versionIds, modelRevision } = row;
  const model = await readFit(modelRevision).then(
    (fit) => fit.model.version,
    // A content that was changed is told where it stands.
    () => "",
  );
  const modelMeasures = spans.filter(({ from, to }) => from <= modelRevision && to > modelRevision);
  return {
    id,
    at,
    takenBy,
    scope,
    model,
    measures: versionIds,
    modelMeasures: modelMeasures.map(({ number }) => number),
  };
}

// What was read from the database is JSON.
function lineOf(line: { readonly [kind: string]: unknown }): string {
  return canonicalJson(line as unknown as JsonObject);
}
