/** Workbooks with what officers put into them: number formats, links, struck-through text, hidden rows, more sheets. */
import { strToU8, zipSync } from "fflate";
import { columnLetters } from "../../subgraphs/kit/tabular/cell-reference.ts";

export type OfficeCell =
  | string
  | { readonly value: number; readonly format: string }
  | { readonly text: string; readonly formula?: string; readonly isStruck?: boolean; readonly struckText?: string };

export interface OfficeSheet {
  readonly rows: readonly (readonly OfficeCell[])[];
  readonly name?: string;
  /** Names of sheets after it. */
  readonly others?: readonly string[];
  /** From 1. */
  readonly hiddenRows?: readonly number[];
  readonly hiddenColumns?: readonly number[];
  /** Addresses by cell. */
  readonly links?: Readonly<Record<string, string>>;
  /** Ranges of which the first cell alone has a value. */
  readonly merged?: readonly string[];
}

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const packaged = "http://schemas.openxmlformats.org/package/2006/relationships";
const content = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export function officeWorkbook(sheet: OfficeSheet): Uint8Array {
  const { name = "施策", others = [] } = sheet;
  const names = [name, ...others];
  const formats = [...new Set(sheet.rows.flat().flatMap((cell) => (hasFormat(cell) ? [cell.format] : [])))];
  const links = Object.entries(sheet.links ?? {});
  const parts: Record<string, string> = {
    "[Content_Types].xml": contentTypes(names.length),
    "_rels/.rels": relationships([["r1", "officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `<workbook xmlns="${spreadsheet}" xmlns:r="${office}"><sheets>${names.map((each, index) => `<sheet name="${each}" sheetId="${index + 1}" r:id="r${index + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationships([
      ...names.map((_, index) => [`r${index + 1}`, "worksheet", `worksheets/sheet${index + 1}.xml`] as const),
      ["styles", "styles", "styles.xml"],
    ]),
    "xl/styles.xml": stylesXml(formats),
    "xl/worksheets/sheet1.xml": sheetXml(sheet, formats),
    "xl/worksheets/_rels/sheet1.xml.rels": `<Relationships xmlns="${packaged}">${links.map(([, url], index) => `<Relationship Id="l${index}" Type="${office}/hyperlink" Target="${escaped(url)}" TargetMode="External"/>`).join("")}</Relationships>`,
  };
  for (const index of others.keys()) parts[`xl/worksheets/sheet${index + 2}.xml`] = sheetXml({ rows: [["空"]] }, []);
  return zipSync(Object.fromEntries(Object.entries(parts).map(([part, xml]) => [part, strToU8(xml)])));
}

function hasFormat(cell: OfficeCell): cell is { readonly value: number; readonly format: string } {
  return typeof cell !== "string" && "format" in cell;
}

function contentTypes(sheets: number): string {
  const overrides = Array.from(
    { length: sheets },
    (_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${content}.worksheet+xml"/>`,
  );
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${content}.styles+xml"/>${overrides.join("")}</Types>`;
}

function relationships(list: readonly (readonly [string, string, string])[]): string {
  const elements = list.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${packaged}">${elements.join("")}</Relationships>`;
}

/** Style 0 is plain, 1 is struck through, and then one for each format. */
function stylesXml(formats: readonly string[]): string {
  const codes = formats.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${escaped(code)}"/>`);
  const styles = formats.map(
    (_, index) => `<xf numFmtId="${200 + index}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>`,
  );
  const plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>';
  return `<styleSheet xmlns="${spreadsheet}"><numFmts count="${codes.length}">${codes.join("")}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><strike/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1">${plain}</cellStyleXfs><cellXfs count="${styles.length + 2}">${plain}<xf numFmtId="0" fontId="1" fillId="0" borderId="0"/>${styles.join("")}</cellXfs></styleSheet>`;
}

function sheetXml(
  { rows, hiddenRows = [], hiddenColumns = [], links = {}, merged = [] }: OfficeSheet,
  formats: readonly string[],
): string {
  const columns = hiddenColumns.map((column) => `<col min="${column}" max="${column}" width="9" hidden="1"/>`);
  const lines = rows.map((cells, index) => {
    const hidden = hiddenRows.includes(index + 1) ? ' hidden="1"' : "";
    const written = cells.map((cell, column) => cellXml(cell, `${columnLetters(column)}${index + 1}`, formats));
    return `<row r="${index + 1}"${hidden}>${written.join("")}</row>`;
  });
  const addresses = Object.keys(links).map((cell, index) => `<hyperlink ref="${cell}" r:id="l${index}"/>`);
  const ranges = merged.map((range) => `<mergeCell ref="${range}"/>`);
  const merges = ranges.length > 0 ? `<mergeCells count="${ranges.length}">${ranges.join("")}</mergeCells>` : "";
  return `<worksheet xmlns="${spreadsheet}" xmlns:r="${office}">${columns.length > 0 ? `<cols>${columns.join("")}</cols>` : ""}<sheetData>${lines.join("")}</sheetData>${merges}${addresses.length > 0 ? `<hyperlinks>${addresses.join("")}</hyperlinks>` : ""}</worksheet>`;
}

function cellXml(cell: OfficeCell, reference: string, formats: readonly string[]): string {
  if (typeof cell === "string")
    return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  if (hasFormat(cell)) return `<c r="${reference}" s="${formats.indexOf(cell.format) + 2}"><v>${cell.value}</v></c>`;
  const { text, formula, isStruck, struckText } = cell;
  if (formula !== undefined) return `<c r="${reference}" t="str"><f>${escaped(formula)}</f><v>${escaped(text)}</v></c>`;
  const struck = struckText === undefined ? "" : `<r><rPr><strike/></rPr><t>${escaped(struckText)}</t></r>`;
  return `<c r="${reference}" s="${isStruck ? 1 : 0}" t="inlineStr"><is>${struck}<r><t>${escaped(text)}</t></r></is></c>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
