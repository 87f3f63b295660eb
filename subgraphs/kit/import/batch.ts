/** Gathers contents until they are worth a transaction, by their number and by their size. */
import type { RecordContent } from "../records/record.ts";

/** Few enough that a transaction is short, and that a statement stays far below MySQL's 16 MiB packet. */
const mostRows = 500;
const mostCharacters = 2 * 1024 * 1024;

export interface Batch {
  add(content: RecordContent, size: number): Promise<void>;
  flush(): Promise<void>;
}

export function createBatch(keep: (contents: readonly RecordContent[]) => Promise<void>): Batch {
  let contents: RecordContent[] = [];
  let characters = 0;

  async function flush(): Promise<void> {
    if (contents.length === 0) return;
    const full = contents;
    [contents, characters] = [[], 0];
    await keep(full);
  }

  return {
    async add(content, size) {
      if (characters + size > mostCharacters) await flush();
      contents.push(content);
      characters += size;
      if (contents.length === mostRows) await flush();
    },
    flush,
  };
}
