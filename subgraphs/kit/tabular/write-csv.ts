/** Writes a CSV that Excel opens rightly and safely: UTF-8 with BOM, CRLF, RFC 4180 quotes, no live formulas. */
import { createWriteStream } from "node:fs";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { privateFile } from "../private-files.ts";
import { neutraliseFormulaText } from "./formula-text.ts";

type Rows = Iterable<readonly string[]> | AsyncIterable<readonly string[]>;

/**
 * Rows are pulled only as fast as the destination takes them. A path is created or replaced; a stream is left open, since it is the
 * caller's. readTable gives back each cell as it was. Rejects with the file system's error.
 */
export async function writeCsv(destination: string | Writable, headings: readonly string[], rows: Rows): Promise<void> {
  const lines = Readable.from(csvLines(headings, rows));
  if (typeof destination === "string") await pipeline(lines, createWriteStream(destination, { mode: privateFile }));
  else await pipeline(lines, destination, { end: false });
}

async function* csvLines(headings: readonly string[], rows: Rows): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(headings)}`;
  for await (const row of rows) yield csvLine(row);
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

// Blanks at the ends are quoted as well: some readers trim them otherwise.
function csvCell(text: string): string {
  const safe = neutraliseFormulaText(text);
  return /[",\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
