/** The cells of a table arranged as the input types nest, so that a row is read by walking down. */
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  isRequiredInputField,
} from "graphql";
import { type Column, NUMBER } from "./columns.ts";
import { headingOf } from "./match-heading.ts";
import { doubtOf, type FindDoubt, orders } from "./plausibility.ts";
import { cellReader, type ReadCell } from "./read-cell.ts";
import type { PlannedCell } from "./reading-plan.ts";
import type { RecordInputs } from "./record-inputs.ts";

export type Shape = CellShape | ObjectShape | EntriesShape;

export interface CellShape {
  readonly kind: "cell";
  readonly heading: string;
  /** GraphQL name of the field, or of the list that the cell is. */
  readonly field: string;
  readonly read: ReadCell;
  /** What can hardly be meant of what was read. */
  readonly findDoubt: FindDoubt | undefined;
}

export interface ObjectShape {
  readonly kind: "object";
  readonly fields: readonly { readonly name: string; readonly shape: Shape }[];
  /** What a field is when the row does not state it. */
  readonly defaults: readonly { readonly name: string; readonly value: unknown }[];
  /** Cells of which the first is not after the last. */
  readonly orders: readonly { readonly first: NamedCell; readonly last: NamedCell }[];
  /** Fields that must be there, each with the heading to name when it is not. */
  readonly required: readonly RequiredField[];
}

interface RequiredField extends NamedCell {
  /** Whether it is a figure whose cell is in the table, so that an empty one says that the figure is not known. */
  readonly isFigure: boolean;
  /** Whether a cell of the table could state it. */
  readonly isInTable: boolean;
}

interface NamedCell {
  readonly name: string;
  readonly heading: string;
}

export interface EntriesShape {
  readonly kind: "entries";
  readonly mark: CellShape | undefined;
  /** In the order of their numbers. */
  readonly entries: readonly Shape[];
}

type Path = readonly (string | number)[];

interface Scope {
  readonly columns: readonly Column[];
  readonly part: keyof RecordInputs;
  readonly language: "en" | "ja";
}

export function shapeOf(
  type: GraphQLInputObjectType,
  part: keyof RecordInputs,
  { cells, columns }: { readonly cells: readonly PlannedCell[]; readonly columns: readonly Column[] },
): ObjectShape {
  const ascii = cells.every(({ heading }) => /^[ -~]*$/.test(heading));
  const own = cells.filter(({ column }) => column.part === part);
  return objectShape(type, { columns, part, language: ascii ? "en" : "ja" }, { path: [], cells: own });
}

interface Place {
  readonly path: Path;
  /** The cells whose path begins with this one. */
  readonly cells: readonly PlannedCell[];
}

function objectShape(type: GraphQLInputObjectType, scope: Scope, { path, cells }: Place): ObjectShape {
  const depth = path.length;
  const byField = Map.groupBy(cells, (cell) => String(cell.path[depth]));
  const fields = Object.values(type.getFields());
  return {
    kind: "object",
    fields: fields.flatMap((field) => {
      const below = byField.get(field.name);
      if (below === undefined) return [];
      return [{ name: field.name, shape: shapeAt(field.type, scope, { path: [...path, field.name], cells: below }) }];
    }),
    defaults: fields.flatMap(({ name, defaultValue }) =>
      defaultValue === undefined ? [] : [{ name, value: defaultValue }],
    ),
    orders: ordersIn(byField),
    required: fields.filter(isRequiredInputField).map(({ name, type: fieldType }) => ({
      name,
      heading: requiredHeading(fieldType, scope, { path: [...path, name], cells }),
      isFigure: byField.has(name) && figureTypes.has(getNamedType(fieldType).name),
      isInTable: byField.has(name),
    })),
  };
}

const figureTypes: ReadonlySet<string> = new Set(["Yen", "Int", "Float"]);

function ordersIn(byField: ReadonlyMap<string, readonly PlannedCell[]>): ObjectShape["orders"] {
  const cellOf = (name: string) => ({ name, heading: byField.get(name)?.[0]?.heading ?? "" });
  return orders
    .filter((names) => names.every((name) => byField.has(name)))
    .map(([first, last]) => ({ first: cellOf(first), last: cellOf(last) }));
}

function shapeAt(type: GraphQLInputType, scope: Scope, place: Place): Shape {
  const named = getNamedType(type);
  const here = place.cells.find((cell) => cell.path.length === place.path.length);
  if (!isInputObjectType(named)) {
    if (here === undefined) throw new TypeError(`no cell fills ${place.path.join(".")}`);
    return cellShape(here);
  }
  if (here === undefined && place.cells.every((cell) => typeof cell.path[place.path.length] === "string")) {
    return objectShape(named, scope, place);
  }
  const groups = Map.groupBy(
    place.cells.filter((cell) => cell !== here),
    (cell) => Number(cell.path[place.path.length]),
  );
  const entries = [...groups].sort(([a], [b]) => a - b);
  return {
    kind: "entries",
    mark: here && cellShape(here),
    entries: entries.map(([number, cells]) => objectShape(named, scope, { path: [...place.path, number], cells })),
  };
}

function cellShape({ heading, column, unit }: PlannedCell): CellShape {
  return {
    kind: "cell",
    heading,
    field: column.path.at(-1) ?? "",
    read: cellReader(column, unit),
    findDoubt: doubtOf(column),
  };
}

/** The heading of the first cell that would fill a required field: as it stands in the file, else as it should. */
function requiredHeading(type: GraphQLInputType, { columns, part, language }: Scope, { path, cells }: Place): string {
  const begins = (candidate: Path) => path.every((step, index) => candidate[index] === step);
  const inFile = cells.find((cell) => cell.column.kind !== "mark" && begins(cell.path));
  if (inFile) return inFile.heading;
  const named = getNamedType(type);
  const pattern = path.map((step) => (typeof step === "number" ? NUMBER : step));
  const column = columns.find(
    (candidate) =>
      candidate.part === part &&
      candidate.kind !== "mark" &&
      pattern.every((step, index) => candidate.path[index] === step),
  );
  return column ? headingOf({ column, path }, language) : named.name;
}
