/** How the cells of a workbook are shown, by the style index of a cell: their number format, and whether they are struck through. */
import type { TableLimits } from "../limits.ts";
import type { Archive } from "./archive.ts";
import { type Element, readElements } from "./elements.ts";
import { builtInFormat } from "./number-format/built-in-formats.ts";
import { parseFormat, type Section } from "./number-format/parse-format.ts";

export interface CellFormat {
  /** As it stands in the workbook, for messages. */
  readonly code: string;
  readonly sections: readonly Section[];
  readonly isStruck: boolean;
}

export const generalFormat: CellFormat = { code: "General", sections: parseFormat("General"), isStruck: false };

export async function readCellFormats(
  archive: Archive,
  path: string | undefined,
  limits: TableLimits,
): Promise<readonly CellFormat[]> {
  const names = ["numFmt", "font", "strike", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "xf"];
  const elements = path === undefined ? [] : ((await readElements(archive, path, names, limits)) ?? []);
  const start = elements.findIndex(({ name }) => name === "cellXfs");
  const before = elements.slice(0, Math.max(start, 0));
  const codes = new Map(before.filter(isNumberFormat).map(readNumberFormat));
  const struck = readStruckFonts(before);
  const formats = elements.slice(start + 1);
  const end = formats.findIndex(({ name }) => name !== "xf");
  const parsed = new Map<string, readonly Section[]>();
  return formats.slice(0, end === -1 ? formats.length : end).map(({ attributes }) => {
    const id = Number(attributes["numFmtId"] ?? 0);
    const code = codes.get(id) ?? builtInFormat(id);
    const sections = parsed.get(code) ?? parseFormat(code);
    parsed.set(code, sections);
    return { code, sections, isStruck: struck.has(Number(attributes["fontId"] ?? 0)) };
  });
}

function isNumberFormat({ name }: Element): boolean {
  return name === "numFmt";
}

function readNumberFormat({ attributes }: Element): [number, string] {
  return [Number(attributes["numFmtId"]), attributes["formatCode"] ?? ""];
}

/** By their place in the list. */
function readStruckFonts(elements: readonly Element[]): ReadonlySet<number> {
  const struck = new Set<number>();
  let font = -1;
  for (const { name, attributes } of elements) {
    if (name === "font") font += 1;
    else if (name === "strike" && isSwitchedOn(attributes["val"])) struck.add(font);
  }
  return struck;
}

/** An element like `strike` says yes unless it says no. */
export function isSwitchedOn(value: string | undefined): boolean {
  return value !== "0" && value !== "false";
}
