/** The distinct texts of a workbook, to which its cells point by number. */
import type { TableLimits } from "../limits.ts";
import { type Archive, tooLarge } from "./archive.ts";
import { createStringTable } from "./string-table.ts";
import { createTextRun } from "./text-run.ts";
import { consumeXml } from "./xml-parts.ts";

export interface SharedStrings {
  at(index: number): string | undefined;
  /** Whether a piece of the text is struck through. */
  isStruck(index: number): boolean;
}

/** An empty table if the workbook has none. Throws TableError past maxSharedTextBytes. */
export async function readSharedStrings(
  archive: Archive,
  path: string | undefined,
  limits: TableLimits,
): Promise<SharedStrings> {
  const table = createStringTable(limits.maxSharedTextBytes, () => tooLarge(limits.maxSharedTextBytes));
  const struck = new Set<number>();
  const strings: SharedStrings = { at: table.at, isStruck: (index) => struck.has(index) };
  const part = path === undefined ? undefined : await archive.open(path);
  if (part === undefined) return strings;
  let count = 0;
  const run = createTextRun(limits.maxCellBytes);
  const close = (name: string): void => {
    run.close(name);
    if (name !== "si") return;
    if (run.isStruck()) struck.add(count);
    table.add(run.take().slice(0, limits.maxCellBytes + 1));
    count += 1;
  };
  await consumeXml(part, { open: run.open, text: run.text, close }, limits);
  return strings;
}
