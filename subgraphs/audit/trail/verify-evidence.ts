/** Proves what the events speak of: content → digest → snapshot, down to the last letter of every measure. */
import { encodeGlobalId } from "#kit/records/global-id.ts";
import { digestOf, type MeasureInput } from "#kit/records/record.ts";
import type { KnownEvent } from "../cases/events.ts";
import { contentsOf, type HeldVersion, snapshotIdOf } from "../collection/held-version.ts";
import type { SnapshotTaken } from "../collection/taken-snapshot.ts";
import { canonicalJson } from "./canonical-json.ts";
import { hashOf } from "./event.ts";
import type { EvidenceLine, MeasureLine, SnapshotLine } from "./evidence-lines.ts";

export type EvidenceFaultKind =
  /** An event speaks of a snapshot that is not there. */
  | "SNAPSHOT_MISSING"
  /** A snapshot is there that no event speaks of. */
  | "SNAPSHOT_UNKNOWN"
  /** It does not hold, or rest on, what it did when it was taken. */
  | "SNAPSHOT_ALTERED"
  /** A measure of it has another content than its digest says. */
  | "MEASURE_ALTERED"
  /** An event speaks of a content that is not there. */
  | "CONTENT_MISSING"
  /** A saved check is gone, is not what was saved, or no event speaks of it. */
  | "CHECK_MISSING"
  | "CHECK_ALTERED"
  | "CHECK_UNKNOWN";

export type EvidenceNoteKind =
  /** The event does not say whose the measures were and what the model rests on: it was written before events did. */
  | "NOT_REACHING_DOWN"
  /** What was exported was not kept, as before exports kept it. */
  | "EXPORT_NOT_KEPT";

export interface EvidenceFinding {
  readonly kind: EvidenceFaultKind | EvidenceNoteKind;
  /** Number of the event; 0 for what no event speaks of. */
  readonly at: number;
  /** Id of the snapshot or the measure. */
  readonly about: string;
}

const notes: ReadonlySet<string> = new Set<EvidenceNoteKind>(["NOT_REACHING_DOWN", "EXPORT_NOT_KEPT"]);

export function isEvidenceFault({ kind }: EvidenceFinding): boolean {
  return !notes.has(kind);
}

export interface Evidence {
  readonly versions: ReadonlyMap<number, ReadVersion>;
  readonly snapshots: ReadonlyMap<string, SnapshotLine>;
  /** Digests of what is kept of saved checks, by their ids. */
  readonly checks: ReadonlyMap<string, string>;
}

/** With the digest of what stands there. */
interface ReadVersion extends HeldVersion {
  readonly isWhole: boolean;
}

type NumberedEvent = KnownEvent & { readonly sequence: number };

export async function readEvidence(lines: AsyncIterable<string>): Promise<Evidence> {
  const versions = new Map<number, ReadVersion>();
  const snapshots = new Map<string, SnapshotLine>();
  const checks = new Map<string, string>();
  for await (const line of lines) {
    const read = JSON.parse(line) as EvidenceLine;
    if ("measure" in read) versions.set(read.measure.number, readVersion(read.measure));
    else if ("snapshot" in read) snapshots.set(read.snapshot.id, read.snapshot);
    else checks.set(read.savedCheck.id, hashOf(canonicalJson(read.savedCheck)));
  }
  return { versions, snapshots, checks };
}

function readVersion({ number, typeName, code, contract, digest, ...rest }: MeasureLine): ReadVersion {
  const content = { typeName, contract: contract as unknown as MeasureInput, details: {} };
  const found = digestOf(content);
  const { department, since, version } = rest;
  const id = encodeGlobalId({ typeName, code });
  return { versionId: number, id, department, since, version, digest: found, isWhole: found === digest };
}

export function verifyEvidence(events: readonly NumberedEvent[], evidence: Evidence): readonly EvidenceFinding[] {
  const contents = new Set([...evidence.versions.values()].map(({ id, digest }) => `${id} ${digest}`));
  const taken = new Map<string, number>();
  const found = events.flatMap((event): readonly EvidenceFinding[] => {
    const { sequence: at } = event;
    if (event.kind === "SNAPSHOT_TAKEN") {
      taken.set(event.body.snapshot, at);
      return [];
    }
    const missing = namedContents(event).filter(([id, digest]) => !contents.has(`${id} ${digest}`));
    return [
      ...missing.map(([about]): EvidenceFinding => ({ kind: "CONTENT_MISSING", at, about })),
      ...namedSnapshot(event)
        .filter((id) => !taken.has(id))
        .map(
          (about): EvidenceFinding => ({
            kind: event.kind === "EXPORTED" ? "EXPORT_NOT_KEPT" : "SNAPSHOT_MISSING",
            at,
            about,
          }),
        ),
    ];
  });
  // One that is taken anew is what the last event says.
  const ofSnapshots = events.flatMap((event) =>
    event.kind === "SNAPSHOT_TAKEN" && taken.get(event.body.snapshot) === event.sequence
      ? checkSnapshot(event.body, { at: event.sequence, takenBy: event.by.subject ?? "" }, evidence)
      : [],
  );
  const unknown = [...evidence.snapshots.keys()].filter((id) => !taken.has(id));
  return [
    ...found,
    ...ofSnapshots,
    ...checkSavedChecks(events, evidence),
    ...unknown.map((about): EvidenceFinding => ({ kind: "SNAPSHOT_UNKNOWN", at: 0, about })),
  ];
}

/** Measures with the digests of their contents. */
function namedContents(event: NumberedEvent): readonly (readonly [id: string, digest: string])[] {
  switch (event.kind) {
    case "DECISION_PROPOSED":
      return event.body.measures.map(({ id, digest }) => [id, digest] as const);
    case "LABELLING_DRAWN":
      return event.body.pairs.flatMap(({ a, b, digests }) => [[a, digests[0]] as const, [b, digests[1]] as const]);
    case "PAIR_LABELLED":
      return [event.body.a, event.body.b].map((id, index) => [id, event.body.digests[index] ?? ""] as const);
    case "ALERT_RAISED":
      return [[event.body.measure, event.body.digest]];
    default:
      return [];
  }
}

function namedSnapshot(event: NumberedEvent): readonly string[] {
  if (event.kind === "DECISION_PROPOSED") return [event.body.snapshotId];
  const isNaming = event.kind === "LABELLING_DRAWN" || event.kind === "EXPORTED" || event.kind === "CHECK_SAVED";
  return isNaming ? [event.body.snapshot] : [];
}

function checkSavedChecks(events: readonly NumberedEvent[], { checks }: Evidence): readonly EvidenceFinding[] {
  const saved = new Map<string, EvidenceFinding | undefined>();
  for (const event of events) {
    if (event.kind !== "CHECK_SAVED") continue;
    const { check: about, digest } = event.body;
    const found = checks.get(about);
    const kind = found === undefined ? "CHECK_MISSING" : "CHECK_ALTERED";
    saved.set(about, found === digest ? undefined : { kind, at: event.sequence, about });
  }
  const unknown = [...checks.keys()].filter((id) => !saved.has(id));
  return [
    ...[...saved.values()].filter((each) => each !== undefined),
    ...unknown.map((about): EvidenceFinding => ({ kind: "CHECK_UNKNOWN", at: 0, about })),
  ];
}

interface Taking {
  readonly at: number;
  readonly takenBy: string;
}

function checkSnapshot(
  taken: SnapshotTaken,
  { at, takenBy }: Taking,
  { versions, snapshots }: Evidence,
): readonly EvidenceFinding[] {
  const about = taken.snapshot;
  const line = snapshots.get(about);
  if (line === undefined) return [{ kind: "SNAPSHOT_MISSING", at, about }];
  const [held, model] = [line.measures, line.modelMeasures].map((numbers) =>
    numbers.flatMap((number) => versions.get(number) ?? []),
  );
  const altered = [...new Set([...(held ?? []), ...(model ?? [])])].filter(({ isWhole }) => !isWhole);
  if (altered.length > 0) return altered.map(({ id }) => ({ kind: "MEASURE_ALTERED", at, about: id }));
  if (takenBy !== line.takenBy || !isAsTaken(taken, line, held ?? [], model ?? []))
    return [{ kind: "SNAPSHOT_ALTERED", at, about }];
  return taken.contents === undefined ? [{ kind: "NOT_REACHING_DOWN", at, about }] : [];
}

function isAsTaken(
  taken: SnapshotTaken,
  line: SnapshotLine,
  held: readonly HeldVersion[],
  model: readonly HeldVersion[],
): boolean {
  const isSame = <Value>(said: Value | undefined, found: Value) => said === undefined || said === found;
  return (
    held.length === taken.measures &&
    line.measures.length === taken.measures &&
    snapshotIdOf(held, line.model, line.scope) === taken.snapshot &&
    isSame(taken.at, line.at) &&
    isSame(taken.model, line.model) &&
    isSame(taken.contents, contentsOf(held)) &&
    isSame(taken.modelContents, contentsOf(model))
  );
}
