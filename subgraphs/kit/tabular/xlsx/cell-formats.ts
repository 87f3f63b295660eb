/** What a number in a cell stands for, which only its number format tells: a plain number, a day or time, a code with leading zeros. */
import type { TableLimits } from "../limits.ts";
import type { Archive } from "./archive.ts";
import { type Element, readElements } from "./elements.ts";

export type CellFormat =
  | { readonly kind: "number" }
  | { readonly kind: "date" }
  | { readonly kind: "padded"; readonly digits: number };

const NUMBER: CellFormat = { kind: "number" };

/** By the style index of a cell. */
export async function readCellFormats(
  archive: Archive,
  path: string | undefined,
  limits: TableLimits,
): Promise<readonly CellFormat[]> {
  const names = ["numFmt", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "xf"];
  const elements = path === undefined ? [] : ((await readElements(archive, path, names, limits)) ?? []);
  const start = elements.findIndex(({ name }) => name === "cellXfs");
  const codes = new Map(elements.slice(0, Math.max(start, 0)).filter(isNumberFormat).map(readNumberFormat));
  const formats = elements.slice(start + 1);
  const end = formats.findIndex(({ name }) => name !== "xf");
  return formats.slice(0, end === -1 ? formats.length : end).map(({ attributes }) => {
    const id = Number(attributes["numFmtId"] ?? 0);
    return classify(id, codes.get(id));
  });
}

// As long as Excel lets one be: a code is looked at for every style, and says with how many zeros a number is written.
const LONGEST_CODE = 255;

function isNumberFormat({ name }: Element): boolean {
  return name === "numFmt";
}

function readNumberFormat({ attributes }: Element): [number, string] {
  return [Number(attributes["numFmtId"]), (attributes["formatCode"] ?? "").slice(0, LONGEST_CODE)];
}

function classify(id: number, code: string | undefined): CellFormat {
  if (code === undefined) return isBuiltInDate(id) ? { kind: "date" } : NUMBER;
  if (/^0{2,}$/.test(code)) return { kind: "padded", digits: code.length };
  return isDateCode(code) ? { kind: "date" } : NUMBER;
}

// ECMA-376 18.8.30: 14-22 and 45-47 everywhere; 27-36 and 50-58 are the Japanese era and kanji dates. 46 counts elapsed hours.
function isBuiltInDate(id: number): boolean {
  const ranges: readonly (readonly [number, number])[] = [
    [14, 22],
    [27, 36],
    [45, 45],
    [47, 47],
    [50, 58],
  ];
  return ranges.some(([first, last]) => id >= first && id <= last);
}

// Quoted text, escapes, colours and locales may contain any letter; what remains of a date has y, m, d, h, s or the Japanese g, e.
function isDateCode(code: string): boolean {
  if (/\[[hms]+\]/iu.test(code)) return false;
  const positive = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/gu, "").split(";")[0] ?? "";
  return /[ymdhsge]/iu.test(positive.replace(/General|[0#?.]E[+-]/giu, ""));
}
