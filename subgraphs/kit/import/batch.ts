/** Gathers good rows until they are worth a transaction, by their number and by their size. */
import type { GoodRow } from "./judge-rows.ts";

/** Few enough that a transaction is short, and that a statement stays far below MySQL's 16 MiB packet. */
const mostRows = 500;
const mostCharacters = 2 * 1024 * 1024;

export interface Batch {
  add(row: GoodRow): Promise<void>;
  flush(): Promise<void>;
}

export function createBatch(keep: (rows: readonly GoodRow[]) => Promise<void>): Batch {
  let rows: GoodRow[] = [];
  let characters = 0;

  async function flush(): Promise<void> {
    if (rows.length === 0) return;
    const full = rows;
    [rows, characters] = [[], 0];
    await keep(full);
  }

  return {
    async add(row) {
      const size = sizeOf(row);
      if (characters + size > mostCharacters) await flush();
      rows.push(row);
      characters += size;
      if (rows.length === mostRows) await flush();
    },
    flush,
  };
}

function sizeOf({ cells }: GoodRow): number {
  let size = 0;
  for (const cell of cells.values()) size += cell.length;
  return size;
}
