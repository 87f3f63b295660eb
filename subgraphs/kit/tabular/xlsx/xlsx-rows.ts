/** The rows of a workbook's sheet, one after the other. */
import type { Readable } from "node:stream";
import type { TableLimits } from "../limits.ts";
import type { RawRow } from "../raw-row.ts";
import { TableError } from "../table-error.ts";
import { type Archive, openArchive } from "./archive.ts";
import { readCellFormats } from "./cell-formats.ts";
import { readSharedStrings } from "./shared-strings.ts";
import { readSheetMarks } from "./sheet-marks.ts";
import { createSheetSink } from "./sheet-rows.ts";
import { readRelationships, readWorkbook } from "./workbook.ts";
import { feedXml } from "./xml-parts.ts";

/** Throws TableError; whatever the archive or XML parser finds wrong is its cause. */
export async function* readXlsxRows(path: string, limits: TableLimits, sheet?: string): AsyncGenerator<RawRow> {
  let archive: Archive | undefined;
  try {
    archive = await openArchive(path, limits);
    yield* readSheet(archive, limits, sheet);
  } catch (cause) {
    throw cause instanceof TableError ? cause : new TableError("TABLE_XLSX_DAMAGED", undefined, { cause });
  } finally {
    archive?.close();
  }
}

async function* readSheet(archive: Archive, limits: TableLimits, sheet?: string): AsyncGenerator<RawRow> {
  const workbook = await readWorkbook(archive, limits, sheet);
  const strings = await readSharedStrings(archive, workbook.sharedStrings, limits);
  const formats = await readCellFormats(archive, workbook.styles, limits);
  const targets = await readLinkTargets(archive, workbook.sheet, limits);
  const marks = await readSheetMarks(await openSheet(archive, workbook.sheet), targets, limits);
  const { sheetName: name, otherSheets: others, from1904 } = workbook;
  const sink = createSheetSink({ strings, formats, from1904 }, { name, others, ...marks }, limits);
  for await (const _ of feedXml(await openSheet(archive, workbook.sheet), sink, limits)) yield* sink.takeRows();
}

/** The web addresses outside the workbook that its cells lead to, by the id of the relationship. */
async function readLinkTargets(archive: Archive, sheet: string, limits: TableLimits) {
  const relationships = await readRelationships(archive, sheet, limits);
  const links = relationships.filter(({ type, target }) => type.endsWith("/hyperlink") && /^https?:/iu.test(target));
  return new Map(links.map(({ id, target }) => [id, target]));
}

async function openSheet(archive: Archive, path: string): Promise<Readable> {
  const part = await archive.open(path);
  if (part === undefined) throw new TableError("TABLE_XLSX_DAMAGED", { ja: path, en: path });
  return part;
}
