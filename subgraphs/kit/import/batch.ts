/** Gathers good rows until they are worth a transaction, by their number and by their size. */
import type { GoodRow } from "./judge-rows.ts";

/** Few enough that a transaction is short, and that a statement stays far below MySQL's 16 MiB packet. */
const mostRows = 500;
const mostCharacters = 2 * 1024 * 1024;

export interface Batch {
  add(row: GoodRow): Promise<void>;
  /** Keeps what is gathered, and resolves when all of it is kept. */
  flush(): Promise<void>;
  /** Resolves when nothing is being kept any more, however it went. */
  idle(): Promise<void>;
}

/** The database keeps one batch while the next is read: each waits for the other only at the end of a batch. */
export function createBatch(keep: (rows: readonly GoodRow[]) => Promise<void>): Batch {
  let rows: GoodRow[] = [];
  let characters = 0;
  let keeping: Promise<void> = Promise.resolve();

  async function hand(): Promise<void> {
    await keeping;
    const full = rows;
    [rows, characters] = [[], 0];
    if (full.length > 0) keeping = keep(full);
    // Whoever waits next hears of a failure; until then it is not unheard of.
    keeping.catch(() => undefined);
  }

  return {
    async add(row) {
      const size = sizeOf(row);
      if (characters + size > mostCharacters) await hand();
      rows.push(row);
      characters += size;
      if (rows.length === mostRows) await hand();
    },
    async flush() {
      await hand();
      await keeping;
    },
    idle: () => keeping.catch(() => undefined),
  };
}

function sizeOf({ cells }: GoodRow): number {
  let size = 0;
  for (const cell of cells.values()) size += cell.length;
  return size;
}
