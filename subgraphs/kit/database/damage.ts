/** A database that is damaged: named with its place, and with what to do by what it holds. */
import { type Bilingual, errors, type HubError } from "../errors.ts";

/** `records`: what is nowhere else; `projection`: what is made of what others keep; `counts`: of what was used, and no more. */
export type Holds = "records" | "projection" | "counts";

export interface Damage {
  /** Of the first damage that was seen: it does not mend by itself. */
  readonly found: HubError | undefined;
  /** @param reason a code of the database, or its own words */
  note(reason: string): HubError;
}

interface Place {
  /** As an operator knows it: a file, or a schema of a server. */
  readonly name: string;
  /** Takes it away, so that it is made anew at the next start. */
  readonly remove: string;
  readonly holds: Holds;
}

export function createDamage(place: Place): Damage {
  let found: HubError | undefined;
  return {
    get found() {
      return found;
    },
    note(reason) {
      found ??= damagedError(place, reason);
      return found;
    },
  };
}

export function damagedError({ name, remove, holds }: Place, reason: string): HubError {
  return errors.databaseDamaged(name, reason, remedies[holds](remove));
}

/** Quoted for a shell where that is needed. */
export function fileRemoval(file: string): string {
  const quoted = /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`;
  return `rm -f ${quoted} ${quoted}-wal ${quoted}-shm`;
}

const remedies: Readonly<Record<Holds, (remove: string) => Bilingual>> = {
  projection: (remove) => ({
    ja: `失われるものはありません（各部局の記録から作られたものです）。止めて、${remove} を実行し、もう一度起動すると作り直されます。`,
    en: `Rebuild it, nothing is lost: it is a projection of what the departments keep. Stop the process, run: ${remove} and start it again.`,
  }),
  counts: (remove) => ({
    ja: `失われるのは利用の回数だけです。止めて、${remove} を実行し、もう一度起動してください。`,
    en: `It holds counts of use alone. Stop the process, run: ${remove} and start it again.`,
  }),
  records: (remove) => ({
    ja: `ここにしかない記録です。止めて、写しを別の場所に取ってから ${remove} を実行し、最後のバックアップを npx jinkatsu restore <バックアップ> --replace で戻してください。`,
    en: `It holds records that are nowhere else. Stop the process, copy it to another place, run: ${remove} and put the last backup back: npx jinkatsu restore <backup> --replace.`,
  }),
};
