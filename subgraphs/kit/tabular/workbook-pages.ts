/** What a workbook needs on paper and in the hand: page setup, print titles, a filter over the headings, lists to choose from. */
import { columnLetters } from "./cell-reference.ts";

export interface SheetPage {
  readonly name: string;
  /** From 1; repeated at the top of each page. */
  readonly headingRow: number;
  readonly lists?: readonly ListChoice[];
  /** At the top of each page; the foot has the page and the name of the sheet. */
  readonly title?: string;
  /** At the top right of each page; the day of printing if left out. */
  readonly date?: string;
  /** The first so many columns are for paper; all of them if left out. */
  readonly printedColumns?: number;
}

/** Values that a column offers, from a column of another sheet. */
export interface ListChoice {
  readonly column: number;
  /** As a formula: `'選択肢'!$A$2:$A$9`. */
  readonly source: string;
  /** Whether another value is refused; not where a cell takes several. */
  readonly isStrict: boolean;
  readonly firstRow: number;
  readonly lastRow: number;
}

interface Laid extends SheetPage {
  readonly widths: readonly number[];
  readonly rows: readonly unknown[];
}

/** A feature of write-excel-file, which changes the parts that it has written. */
export function pageFeature(sheets: readonly Laid[]) {
  return {
    files: {
      transform: {
        "xl/worksheets/sheet{id}.xml": {
          transform: (xml: string, _: unknown, { sheetIndex }: { readonly sheetIndex: number }) => {
            const sheet = sheets[sheetIndex];
            return sheet === undefined ? xml : withPage(xml, sheet);
          },
        },
        "xl/workbook.xml": {
          transform: (xml: string) => xml.replace(/<definedNames\s*\/>|(?=<calcPr)/u, definedNames(sheets)),
        },
      },
    },
  };
}

function withPage(xml: string, sheet: Laid): string {
  const fit = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
  return xml
    .replace(/<worksheet\b[^>]*>/u, (tag) => tag + fit)
    .replace("</sheetData>", `</sheetData>${filter(sheet)}${validations(sheet.lists ?? [])}${paper(sheet)}`);
}

function filter({ widths, rows, headingRow }: Laid): string {
  if (rows.length <= headingRow || widths.length === 0) return "";
  return `<autoFilter ref="A${headingRow}:${columnLetters(widths.length - 1)}${rows.length}"/>`;
}

function validations(lists: readonly ListChoice[]): string {
  if (lists.length === 0) return "";
  const elements = lists.map(({ column, source, isStrict, firstRow, lastRow }) => {
    const letters = columnLetters(column);
    const check = isStrict ? 'showErrorMessage="1" errorStyle="warning"' : 'showErrorMessage="0"';
    return `<dataValidation type="list" allowBlank="1" ${check} sqref="${letters}${firstRow}:${letters}${lastRow}"><formula1>${escaped(source)}</formula1></dataValidation>`;
  });
  return `<dataValidations count="${lists.length}">${elements.join("")}</dataValidations>`;
}

/** Wide tables lie on their side, as wide as the sheet of paper and as long as they are. */
function paper({ title, name, date, widths, printedColumns }: Laid): string {
  const orientation =
    widths.slice(0, printedColumns).reduce((sum, width) => sum + width, 0) > 100 ? "landscape" : "portrait";
  return [
    '<printOptions gridLines="1"/>',
    '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="9" orientation="${orientation}" fitToWidth="1" fitToHeight="0"/>`,
    `<headerFooter><oddHeader>&amp;L${escaped(title ?? name)}&amp;R${date === undefined ? "&amp;D" : escaped(date)}</oddHeader><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>`,
  ].join("");
}

function definedNames(sheets: readonly Laid[]): string {
  const names = sheets.flatMap((sheet, index) => [
    ...printArea(sheet).map((area) => definedName("Print_Area", index, area)),
    definedName("Print_Titles", index, `${quoted(sheet.name)}!$${sheet.headingRow}:$${sheet.headingRow}`),
  ]);
  return `<definedNames>${names.join("")}</definedNames>`;
}

function definedName(name: string, sheet: number, formula: string): string {
  return `<definedName name="_xlnm.${name}" localSheetId="${sheet}">${escaped(formula)}</definedName>`;
}

function printArea({ name, widths, rows, printedColumns = widths.length }: Laid): readonly string[] {
  if (printedColumns === widths.length) return [];
  return [`${quoted(name)}!$A$1:$${columnLetters(printedColumns - 1)}$${rows.length}`];
}

/** A sheet's name in a formula. */
export function quoted(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
