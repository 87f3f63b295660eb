/** The distinct texts of a workbook, to which its cells point by number. */
import type { TableLimits } from "../limits.ts";
import { type Archive, tooLarge } from "./archive.ts";
import { createStringTable, type StringTable } from "./string-table.ts";
import { createTextRun } from "./text-run.ts";
import { consumeXml } from "./xml-parts.ts";

/** An empty table if the workbook has none. Throws TableError past maxSharedTextBytes. */
export async function readSharedStrings(
  archive: Archive,
  path: string | undefined,
  limits: TableLimits,
): Promise<StringTable> {
  const table = createStringTable(limits.maxSharedTextBytes, () => tooLarge(limits.maxSharedTextBytes));
  const part = path === undefined ? undefined : await archive.open(path);
  if (part === undefined) return table;
  const run = createTextRun(limits.maxCellBytes);
  const close = (name: string): void => {
    run.close(name);
    if (name === "si") table.add(run.take().slice(0, limits.maxCellBytes + 1));
  };
  await consumeXml(part, { open: run.open, text: run.text, close }, limits);
  return table;
}
