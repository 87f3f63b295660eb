/** The columns of a table to be filled: with units in their headings, and a mark where a value must be. */
import { type GraphQLInputObjectType, getNamedType, isInputObjectType, isRequiredInputField } from "graphql";
import { type Column, columnsOf, NUMBER } from "./columns.ts";
import { readMarkedHeading, unitKindOf } from "./heading-unit.ts";
import { headingOf, type PlacedColumn } from "./match-heading.ts";
import type { RecordInputs } from "./record-inputs.ts";

export interface TemplateColumn extends PlacedColumn {
  readonly heading: string;
  readonly isRequired: boolean;
}

/** Each numbered entry once. */
export function templateColumns(inputs: RecordInputs, language: "ja" | "en"): readonly TemplateColumn[] {
  return columnsOf(inputs)
    .filter(({ kind }) => kind !== "mark")
    .map((column) => ({ column, path: column.path.map((step) => (step === NUMBER ? 1 : step)) }))
    .map((placed) => toTemplateColumn(placed, inputs, language));
}

export function toTemplateColumn(placed: PlacedColumn, inputs: RecordInputs, language: "ja" | "en"): TemplateColumn {
  const isRequired =
    placed.path.every((step) => step === 1 || typeof step === "string") && isNeeded(placed.column, inputs);
  const heading = withUnit(headingOf(placed, language), placed.column, language);
  return { ...placed, heading: isRequired ? `＊${heading}` : heading, isRequired };
}

const units = { money: { ja: "（円）", en: " (yen)" }, rate: { ja: "（％）", en: " (%)" } } as const;

function withUnit(heading: string, column: Column, language: "ja" | "en"): string {
  const kind = unitKindOf(column);
  if (kind === undefined || kind === "count" || readMarkedHeading(heading).brackets.length > 0) return heading;
  return `${heading}${units[kind][language]}`;
}

function isNeeded({ part, path }: Column, inputs: RecordInputs): boolean {
  return isNeededIn(
    inputs[part],
    path.filter((step) => step !== NUMBER),
  );
}

function isNeededIn(type: GraphQLInputObjectType, [step = "", ...rest]: readonly string[]): boolean {
  const field = type.getFields()[step];
  if (field === undefined || !isRequiredInputField(field)) return false;
  const named = getNamedType(field.type);
  return rest.length === 0 || (isInputObjectType(named) && isNeededIn(named, rest));
}
