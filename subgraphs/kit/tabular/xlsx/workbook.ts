/** Where a workbook keeps its parts: the sheet to read, the shared texts, the styles, and which calendar it counts in. */
import { posix } from "node:path";
import { shorten } from "../../values/shorten.ts";
import type { TableLimits } from "../limits.ts";
import { TableError } from "../table-error.ts";
import type { Archive } from "./archive.ts";
import { type Element, readElements } from "./elements.ts";

export interface Workbook {
  /** Where the sheet that is read lies in the archive. */
  readonly sheet: string;
  readonly sheetName: string;
  /** The sheets that are not read. */
  readonly otherSheets: readonly OtherSheet[];
  readonly sharedStrings: string | undefined;
  readonly styles: string | undefined;
  /** True if day 0 is 1904-01-01, as old Macintosh workbooks have it. */
  readonly from1904: boolean;
}

interface OtherSheet {
  readonly name: string;
  readonly isHidden: boolean;
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
  const sheets = (elements ?? []).filter(({ name: element }) => element === "sheet");
  const chosen = chooseSheet(sheets, name);
  const sheet = relationships.find(({ id }) => id === relationshipId(chosen))?.target;
  if (sheet === undefined) throw new TableError("TABLE_NOT_XLSX");
  return {
    sheet,
    sheetName: nameOf(chosen),
    otherSheets: sheets
      .filter((each) => each !== chosen)
      .map((each) => ({ name: nameOf(each), isHidden: !isVisible(each) })),
    sharedStrings: findTarget(relationships, "/sharedStrings"),
    styles: findTarget(relationships, "/styles"),
    from1904: (elements ?? []).some(({ attributes }) => isTrue(attributes["date1904"])),
  };
}

/** Of the archive itself for "", else of the part; targets as paths in the archive, or as they stand if they are outside it. */
export async function readRelationships(
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
    target:
      attributes["TargetMode"] === "External"
        ? (attributes["Target"] ?? "")
        : posix.resolve("/", folder, attributes["Target"] ?? "").slice(1),
  }));
}

function findTarget(relationships: readonly Relationship[], type: string): string | undefined {
  return relationships.find((relationship) => relationship.type.endsWith(type))?.target;
}

function chooseSheet(sheets: readonly Element[], wanted: string | undefined): Element | undefined {
  const found = wanted === undefined ? sheets.find(isVisible) : sheets.find((sheet) => nameOf(sheet) === wanted);
  if (found === undefined && wanted !== undefined) throw sheetUnknown(sheets.map(nameOf));
  return found;
}

function relationshipId(sheet: Element | undefined): string | undefined {
  return Object.entries(sheet?.attributes ?? {}).find(([name]) => name.endsWith(":id"))?.[1];
}

function nameOf(sheet: Element | undefined): string {
  return sheet?.attributes["name"] ?? "";
}

const MOST_SHOWN = 50;

function isVisible({ attributes }: Element): boolean {
  return (attributes["state"] ?? "visible") === "visible";
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
