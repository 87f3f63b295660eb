/** What stands after the rows of a sheet and says something of them: merged cells, and the addresses behind words. */
import type { Readable } from "node:stream";
import { parseCellReference } from "../cell-reference.ts";
import type { TableLimits } from "../limits.ts";
import { tooManyParts } from "./archive.ts";
import { createMergeFinder, type FindMerge, type MergedRange, readMergedRange } from "./merged-cells.ts";

export interface SheetMarks {
  readonly findMerge: FindMerge;
  /** By row, then by column. */
  readonly links: ReadonlyMap<number, ReadonlyMap<number, string>>;
}

// An element that does not end is left where the next one begins, so nothing is read twice: no value in XML has a "<" in it.
const ELEMENT = /<(?:\w{1,64}:)?(?<name>mergeCell|hyperlink)\s(?<attributes>[^<>]*)>/g;
const REFERENCE = /(?:^|\s)ref="([A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?)"/;
const RELATIONSHIP = /(?:^|\s)\w{1,64}:id="([^"]{1,255})"/;

const LONGEST_ELEMENT = 4_096;

/** The sheet is run through once before it is read; as text, which costs little. Throws TableError past maxParts. */
export async function readSheetMarks(
  sheet: Readable,
  targets: ReadonlyMap<string, string>,
  limits: TableLimits,
): Promise<SheetMarks> {
  const ranges: MergedRange[] = [];
  const links = new Map<number, Map<number, string>>();
  let count = 0;
  for await (const { name, attributes } of findElements(sheet)) {
    count += 1;
    if (count > limits.maxParts) throw tooManyParts(limits.maxParts);
    const reference = REFERENCE.exec(attributes)?.[1] ?? "";
    if (name === "hyperlink") addLink(links, reference, targets.get(RELATIONSHIP.exec(attributes)?.[1] ?? ""));
    else ranges.push(...[readMergedRange(reference)].filter((range) => range !== undefined));
  }
  return { findMerge: createMergeFinder(ranges), links };
}

interface Found {
  readonly name: string;
  readonly attributes: string;
}

async function* findElements(sheet: Readable): AsyncGenerator<Found> {
  let rest = "";
  sheet.setEncoding("utf8");
  for await (const chunk of sheet) {
    const text: string = rest + chunk;
    let end = 0;
    for (const element of text.matchAll(ELEMENT)) {
      end = element.index + element[0].length;
      yield { name: element.groups?.["name"] ?? "", attributes: element.groups?.["attributes"] ?? "" };
    }
    rest = text.slice(Math.max(end, text.length - LONGEST_ELEMENT));
  }
}

/** So many cells at most have the address of a range, which may be a whole sheet. */
const mostCells = 1_000;

function addLink(links: Map<number, Map<number, string>>, reference: string, target: string | undefined): void {
  const [first, last = first] = reference.split(":").map(parseCellReference);
  if (first === undefined || last === undefined || target === undefined) return;
  if ((last.row - first.row + 1) * (last.column - first.column + 1) > mostCells) return;
  for (let row = first.row; row <= last.row; row++) {
    const cells = links.get(row) ?? new Map<number, string>();
    links.set(row, cells);
    for (let column = first.column; column <= last.column; column++) cells.set(column, target);
  }
}
