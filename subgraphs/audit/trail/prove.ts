/** Proves a trail with all that it speaks of: what contradicts, and what contradicts nothing and is to be known. */
import type { Database } from "#kit/database/open.ts";
import type { Bilingual } from "#kit/errors.ts";
import type { KnownEvent } from "../cases/events.ts";
import { readTrail } from "./contents.ts";
import { readEvent } from "./event.ts";
import { evidenceLines } from "./evidence-lines.ts";
import { evidenceText, faultText, noteText } from "./fault-texts.ts";
import { type TrailContents, verifyTrail } from "./verify.ts";
import { isEvidenceFault, readEvidence, verifyEvidence } from "./verify-evidence.ts";

export interface Finding {
  readonly kind: string;
  readonly at: number;
  /** Id of a snapshot or a measure. */
  readonly about?: string;
  readonly text: Bilingual;
}

export interface Proof {
  readonly contents: TrailContents;
  readonly faults: readonly Finding[];
  readonly notes: readonly Finding[];
  /** How many snapshots and versions of measures were looked at. */
  readonly snapshots: number;
  readonly versions: number;
}

export async function proveTrail(database: Database, folder: string): Promise<Proof> {
  const contents = await readTrail(database, folder);
  const ofTrail = verifyTrail(contents);
  const evidence = await readEvidence(evidenceLines(database.reader, contents.size));
  const found = verifyEvidence(readKnownEvents(contents), evidence).map((each) => ({ each, text: evidenceText(each) }));
  const ofEvidence = (isWanted: boolean) =>
    found.filter(({ each }) => isEvidenceFault(each) === isWanted).map(({ each, text }) => ({ ...each, text }));
  return {
    contents,
    faults: [...ofTrail.faults.map((fault) => ({ ...fault, text: faultText(fault) })), ...ofEvidence(true)],
    notes: [...ofTrail.notes.map((note) => ({ ...note, text: noteText(note) })), ...ofEvidence(false)],
    snapshots: evidence.snapshots.size,
    versions: evidence.versions.size,
  };
}

/** What cannot be read is a fault of the trail by itself, and speaks of nothing. */
function readKnownEvents({ events }: TrailContents): readonly (KnownEvent & { readonly sequence: number })[] {
  return events.flatMap((row) => {
    try {
      return [readEvent(row) as unknown as KnownEvent & { readonly sequence: number }];
    } catch {
      return [];
    }
  });
}
