/** How far a long command is: a bar that redraws itself on a terminal, a line now and then elsewhere. */
import type { Terminal } from "./terminal.ts";

export interface Progress {
  update(done: number): void;
  end(): void;
}

export const silent: Progress = { update: () => undefined, end: () => undefined };

/** `total` may be an estimate, and undefined where nobody knows. */
export function createProgress({ notes, say }: Terminal, total: number | undefined): Progress {
  return notes.isTTY
    ? bar((line) => notes.write(line), say(rowsWord), total)
    : lines((line) => notes.write(line), say(rowsWord));
}

const rowsWord = { ja: "行", en: " rows" };
const width = 30;

function bar(write: (text: string) => void, word: string, total: number | undefined): Progress {
  return {
    update(done) {
      const share = total ? Math.min(done / total, 1) : 0;
      const filled = Math.round(share * width);
      const drawn = total ? `${"█".repeat(filled)}${"░".repeat(width - filled)} ${Math.floor(share * 100)}% ` : "";
      write(`\r\u001B[2K${drawn}${done.toLocaleString("en")}${word}`);
    },
    end: () => write("\r\u001B[2K"),
  };
}

const everyRows = 10_000;

function lines(write: (text: string) => void, word: string): Progress {
  let told = 0;
  return {
    update(done) {
      if (done - told < everyRows) return;
      told = done;
      write(`${done.toLocaleString("en")}${word}\n`);
    },
    end: () => undefined,
  };
}
