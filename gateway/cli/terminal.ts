/** Where a command writes: answers to standard output, everything else to standard error, in one language. */
import { once } from "node:events";
import type { Writable } from "node:stream";
import { toVisible, toVisibleJson, toVisibleLines } from "#kit/text/visible-signs.ts";
import type { Language } from "./language.ts";

export interface Bilingual {
  readonly ja: string;
  readonly en: string;
}

export interface Terminal {
  readonly language: Language;
  /** The text of this terminal's language. */
  say(text: Bilingual): string;
  /** A line of the answer. What others wrote in it steers nothing, and begins no line of its own. */
  print(line: string): void;
  printJson(value: unknown): void;
  /** One of many lines of JSON, as fast as they are taken. */
  printJsonLine(json: string): Promise<void>;
  /** A document that is the answer: as it is for a file or another program, with what steers a terminal made visible on one. */
  printText(text: string): void;
  /** A line of such a document, as fast as they are taken. */
  printTextLine(line: string): Promise<void>;
  /** A line beside the answer, likewise. */
  note(line: string): void;
  /** Standard error, for progress. */
  readonly notes: Writable & { readonly isTTY?: boolean };
}

export function createTerminal(language: Language): Terminal {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", passOver);
  return {
    language,
    say: (text) => text[language],
    print: (line) => void process.stdout.write(`${shown(line)}\n`),
    printJson: (value) => void process.stdout.write(`${toVisibleJson(JSON.stringify(value, null, 2))}\n`),
    printText: (text) => void process.stdout.write(`${process.stdout.isTTY ? shownText(text) : text}\n`),
    printJsonLine: (json) => writeLine(process.stdout, toVisibleJson(json)),
    printTextLine: (line) => writeLine(process.stdout, process.stdout.isTTY ? toVisible(line) : line),
    note: (line) => void process.stderr.write(`${shown(line)}\n`),
    notes: process.stderr,
  };
}

export async function writeLine(stream: Writable, line: string): Promise<void> {
  if (!stream.write(`${line}\n`)) await once(stream, "drain");
}

/** Without the marks by which other programs know the encoding and the ends of lines. */
function shownText(text: string): string {
  return toVisibleLines(text.replace(/^\uFEFF/u, "").replaceAll("\r\n", "\n"));
}

/** What goes on below is marked, so that it reads as no other line. */
function shown(line: string): string {
  return line.split("\n").map(toVisible).join("\n    ┆ ");
}

/** Whoever reads may have read enough (`| head`); what was begun is still brought to its end. */
function passOver(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
