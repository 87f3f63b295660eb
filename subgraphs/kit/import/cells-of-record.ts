/** A record as the cells of a row, each as a person writes it and as an import reads it back. */
import { isLeafType } from "graphql";
import type { RecordContent } from "../records/record.ts";
import type { WrittenCell } from "../tabular/write-workbook.ts";
import { closedListOf } from "./closed-lists.ts";
import { type Column, NUMBER } from "./columns.ts";
import { isPercentField } from "./heading-unit.ts";
import type { PlacedColumn } from "./match-heading.ts";

export interface PlacedCell extends PlacedColumn {
  readonly cell: WrittenCell;
}

/** Of all that the record states; what it leaves out has no cell. */
export function cellsOfRecord({ contract, details }: RecordContent, columns: readonly Column[]): readonly PlacedCell[] {
  const parts = { contract, details };
  return columns.flatMap((column) =>
    valuesAt(parts[column.part], column.path).flatMap(({ path, value }) => {
      const cell = toCell(column, value);
      return cell === undefined ? [] : [{ column, path, cell }];
    }),
  );
}

interface PlacedValue {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

function valuesAt(
  value: unknown,
  [step, ...rest]: readonly string[],
  before: PlacedValue["path"] = [],
): readonly PlacedValue[] {
  if (value === null || value === undefined) return [];
  if (step === undefined) return [{ path: before, value }];
  if (step !== NUMBER)
    return valuesAt(Object.entries(value).find(([name]) => name === step)?.[1], rest, [...before, step]);
  return Array.isArray(value) ? value.flatMap((entry, index) => valuesAt(entry, rest, [...before, index + 1])) : [];
}

/** Undefined for what has no cell here: a mark of a list that is not empty. */
function toCell(column: Column, value: unknown): WrittenCell | undefined {
  if (!Array.isArray(value)) return valueCell(column, value);
  if (value.length === 0) return "なし";
  return column.kind === "mark" ? undefined : value.map((entry) => String(plainCell(column, entry))).join("；");
}

function valueCell(column: Column, value: unknown): WrittenCell {
  const plain = plainCell(column, value);
  if (typeof plain !== "number") return column.type.name === "Date" ? dateCell(String(plain)) : plain;
  // A spreadsheet keeps 15 digits.
  if (Math.abs(plain) > 999_999_999_999_999) return String(plain);
  if (column.type.name === "Yen") return { value: plain, format: "#,##0" };
  // Without its sign, a rate below one could be a share.
  return { value: plain, format: isPercentField(column.path.at(-1) ?? "") ? 'General"%"' : "General" };
}

/** Excel counts its days from a year that was no leap year. */
function dateCell(date: string): WrittenCell {
  return date >= "1900-03-01" ? new Date(`${date}T00:00:00.000Z`) : date;
}

function plainCell(column: Column, value: unknown): string | number {
  if (typeof value === "boolean") return value ? "はい" : "いいえ";
  return typeof value === "number" ? value : nameOf(column, String(value));
}

function nameOf({ type }: Column, code: string): string {
  return (isLeafType(type) ? closedListOf(type)?.nameOf(code) : undefined) ?? code;
}
