/** Where a command writes: answers to standard output, everything else to standard error, in one language. */
import type { Writable } from "node:stream";
import type { Language } from "./language.ts";

export interface Bilingual {
  readonly ja: string;
  readonly en: string;
}

export interface Terminal {
  readonly language: Language;
  /** The text of this terminal's language. */
  say(text: Bilingual): string;
  /** A line of the answer. */
  print(line: string): void;
  /** A line beside the answer. */
  note(line: string): void;
  /** Standard error, for progress. */
  readonly notes: Writable & { readonly isTTY?: boolean };
}

export function createTerminal(language: Language): Terminal {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", passOver);
  return {
    language,
    say: (text) => text[language],
    print: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    notes: process.stderr,
  };
}

/** Whoever reads may have read enough (`| head`); what was begun is still brought to its end. */
function passOver(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
