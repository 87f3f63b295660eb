/** Where a workbook keeps its parts: the sheet to read, the shared texts, the styles, and which calendar it counts in. */
import { posix } from "node:path";
import { shorten } from "../../values/shorten.ts";
import type { TableLimits } from "../limits.ts";
import { TableError } from "../table-error.ts";
import type { Archive } from "./archive.ts";
import { type Element, readElements } from "./elements.ts";

export interface Workbook {
  readonly sheet: string;
  readonly sharedStrings: string | undefined;
  readonly styles: string | undefined;
  /** True if day 0 is 1904-01-01, as old Macintosh workbooks have it. */
  readonly from1904: boolean;
}

interface Relationship {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

/**
 * Of the sheet with the name, else of the first visible one. Throws TableError if the archive is another kind of file (a .docx,
 * an .ods, a plain ZIP) or has no such sheet.
 */
export async function readWorkbook(archive: Archive, limits: TableLimits, name?: string): Promise<Workbook> {
  const path = findTarget(await readRelationships(archive, "", limits), "/officeDocument");
  if (path === undefined) throw new TableError("TABLE_NOT_XLSX");
  const elements = await readElements(archive, path, ["workbookPr", "sheet"], limits);
  const relationships = await readRelationships(archive, path, limits);
  const sheet = relationships.find(({ id }) => id === sheetId(elements ?? [], name))?.target;
  if (sheet === undefined) throw new TableError("TABLE_NOT_XLSX");
  return {
    sheet,
    sharedStrings: findTarget(relationships, "/sharedStrings"),
    styles: findTarget(relationships, "/styles"),
    from1904: (elements ?? []).some(({ attributes }) => isTrue(attributes["date1904"])),
  };
}

/** Of the archive itself for "", else of the part; targets as paths in the archive. */
async function readRelationships(
  archive: Archive,
  path: string,
  limits: TableLimits,
): Promise<readonly Relationship[]> {
  const folder = posix.dirname(path);
  const file = posix.join(folder, "_rels", `${posix.basename(path)}.rels`);
  const elements = await readElements(archive, file, ["Relationship"], limits);
  return (elements ?? []).map(({ attributes }) => ({
    id: attributes["Id"] ?? "",
    type: attributes["Type"] ?? "",
    target: posix.resolve("/", folder, attributes["Target"] ?? "").slice(1),
  }));
}

function findTarget(relationships: readonly Relationship[], type: string): string | undefined {
  return relationships.find((relationship) => relationship.type.endsWith(type))?.target;
}

function sheetId(elements: readonly Element[], wanted: string | undefined): string | undefined {
  const sheets = elements.filter(({ name }) => name === "sheet").map(({ attributes }) => attributes);
  const found = wanted === undefined ? sheets.find(isVisible) : sheets.find((sheet) => sheet["name"] === wanted);
  if (found === undefined && wanted !== undefined) throw sheetUnknown(sheets.map((sheet) => sheet["name"] ?? ""));
  return Object.entries(found ?? {}).find(([name]) => name.endsWith(":id"))?.[1];
}

const MOST_SHOWN = 50;

function isVisible(sheet: Element["attributes"]): boolean {
  return (sheet["state"] ?? "visible") === "visible";
}

function sheetUnknown(names: readonly string[]): TableError {
  const shown = names.slice(0, MOST_SHOWN).map(shorten);
  return new TableError("TABLE_SHEET_UNKNOWN", {
    ja: `あるのは ${shown.join("、")}`,
    en: `it has ${shown.join(", ")}`,
  });
}

function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}
