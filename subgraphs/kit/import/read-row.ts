/** A row of a table as a record's content, or everything that is wrong with it. */
import { getNamedType, isEnumType } from "graphql";
import { pascalCase } from "../contract/department-sdl.ts";
import type { Department } from "../department/definition.ts";
import { typeNameOf } from "../department/mutations.ts";
import { type OwnFields, ownFieldsOf, strayFields } from "../department/own-fields.ts";
import type { ContractInput, OriginalLabelInput, RecordContent } from "../records/record.ts";
import type { Column } from "./columns.ts";
import { doubtReasons } from "./doubt-reasons.ts";
import { type CellFault, cellFault, reasons } from "./faults.ts";
import { isReversed } from "./plausibility.ts";
import type { PlannedCell } from "./reading-plan.ts";
import type { RecordInputs } from "./record-inputs.ts";
import { type CellShape, type EntriesShape, type ObjectShape, type Shape, shapeOf } from "./row-shape.ts";

export type Cells = ReadonlyMap<string, string>;

export type RowReading =
  | { readonly kind: "content"; readonly content: RecordContent; readonly warnings: readonly CellFault[] }
  | {
      readonly kind: "faulty";
      readonly faults: readonly CellFault[];
      readonly warnings: readonly CellFault[];
      /** Its code, if it could be read: a second row of that code is a repetition all the same. */
      readonly code: string | undefined;
    };

export type ReadRow = (cells: Cells) => RowReading;

interface Table {
  readonly inputs: RecordInputs;
  readonly columns: readonly Column[];
  readonly cells: readonly PlannedCell[];
}

/**
 * What comes out is what coercing the row as a mutation's variables would give: each value has passed its type's own
 * check, required fields are there, and defaults are filled in. (graphql-js's own coercion of a whole row says the same,
 * and a test proves it; asking it for every row takes a fifth of an import.)
 */
export function createRowReader(department: Department, table: Table): ReadRow {
  const ownFields = ownFieldsOf(department.sdl);
  const kindHeading = table.cells.find(({ column }) => column.path.join() === "kind")?.heading ?? "kind";
  const kindFault = (cells: Cells, known: readonly string[]) =>
    cellFault(kindHeading, cells.get(kindHeading) ?? "", reasons.kindUnknown(known));
  const contractShape = shapeOf(table.inputs.contract, "contract", table);
  const detailsShape = shapeOf(table.inputs.details, "details", table);
  return (cells) => {
    const findings: Findings = { faults: [], warnings: [], labels: [] };
    const contract = asRecord(readObject(contractShape, cells, findings, "always"));
    const details = asRecord(readObject(detailsShape, cells, findings, "always"));
    if (findings.faults.length > 0) return faulty(findings, contract);
    const content = { contract: withLabels(contract, findings.labels) as ContractInput, details };
    const typeName = typeNameOf(department, content.contract);
    const own = ownFields.get(typeName);
    if (own)
      findings.faults.push(...strayFaults(table, cells, { typeName, stray: new Set(strayFields(own, details)) }));
    else findings.faults.push(kindFault(cells, kindsOf(department, table.inputs, ownFields)));
    if (findings.faults.length > 0) return faulty(findings, contract);
    return { kind: "content", content: { typeName, ...content }, warnings: findings.warnings };
  };
}

function strayFaults(
  table: Table,
  cells: Cells,
  { stray, typeName }: { readonly stray: ReadonlySet<string>; readonly typeName: string },
): readonly CellFault[] {
  return table.cells
    .filter(({ column, path }) => column.part === "details" && stray.has(String(path[0])))
    .map(({ heading }) => ({ heading, text: cells.get(heading) ?? "" }))
    .filter(({ text }) => text.trim() !== "")
    .map(({ heading, text }) => cellFault(heading, text, reasons.ownFieldStray(typeName)));
}

interface Findings {
  readonly faults: CellFault[];
  readonly warnings: CellFault[];
  readonly labels: OriginalLabelInput[];
}

/** What a cell or a part of a row comes to: not stated, said to be unknown, stated but wrong (which is in the findings), or a value. */
type Reading =
  | { readonly state: "absent" | "unknown" | "faulty" }
  | { readonly state: "value"; readonly value: unknown };

const absent: Reading = { state: "absent" };
const unknown: Reading = { state: "unknown" };

type Fields = Readonly<Record<string, unknown>>;

function faulty(findings: Findings, contract: Fields): RowReading {
  const code = typeof contract["code"] === "string" ? contract["code"] : undefined;
  return { kind: "faulty", faults: findings.faults, warnings: findings.warnings, code };
}

function asRecord(reading: Reading): Fields {
  return reading.state === "value" ? (reading.value as Fields) : {};
}

function read(shape: Shape, cells: Cells, findings: Findings): Reading {
  if (shape.kind === "cell") return readCell(shape, cells, findings);
  return shape.kind === "entries"
    ? readEntries(shape, cells, findings)
    : readObject(shape, cells, findings, "if stated");
}

function readCell({ heading, field, read: readText, findDoubt }: CellShape, cells: Cells, findings: Findings): Reading {
  const text = cells.get(heading) ?? "";
  if (text.trim() === "") return absent;
  const { value, faults, labels, unknownLabels, isUnknown } = readText(text);
  if (isUnknown) return unknown;
  findings.faults.push(...faults.map((reason) => cellFault(heading, text, reason)));
  findings.warnings.push(...unknownLabels.map((label) => cellFault(heading, label, reasons.labelKept())));
  findings.labels.push(...labels.map((label) => ({ field, text: label })));
  if (faults.length > 0) return { state: "faulty" };
  const doubt = value === undefined ? undefined : findDoubt?.(value, text);
  if (doubt) findings[doubt.isFault ? "faults" : "warnings"].push(cellFault(heading, text, doubt.reason));
  if (doubt?.isFault) return { state: "faulty" };
  return value === undefined ? absent : { state: "value", value };
}

function readObject(shape: ObjectShape, cells: Cells, findings: Findings, when: "always" | "if stated"): Reading {
  const readings = shape.fields.map(({ name, shape: below }) => ({ name, reading: read(below, cells, findings) }));
  const stated = readings.filter(({ reading }) => reading.state === "value" || reading.state === "faulty");
  if (stated.length === 0 && when === "if stated") return readings.some(isSaid) ? unknown : absent;
  const names = new Set(stated.map(({ name }) => name));
  const missing = shape.required.filter(({ name }) => !names.has(name));
  const unknowns = new Set(readings.filter(isSaid).map(({ name }) => name));
  const [left] = missing;
  // A figure of which the amount is unknown says nothing: it is not stated, rather than refused or taken for zero.
  if (left && when === "if stated" && missing.every(({ name, isFigure }) => isFigure || unknowns.has(name))) {
    findings.warnings.push(cellFault(left.heading, cells.get(left.heading) ?? "", reasons.unknownLeftOut()));
    return unknown;
  }
  findings.faults.push(
    ...missing.map((field) => cellFault(field.heading, cells.get(field.heading) ?? "", missingReason(field))),
  );
  const value: Record<string, unknown> = {};
  for (const { name, value: byDefault } of shape.defaults) if (!names.has(name)) value[name] = byDefault;
  for (const { name, reading } of stated) if (reading.state === "value") value[name] = reading.value;
  findings.faults.push(...reversedIn(shape, value, cells));
  return { state: "value", value };
}

function missingReason({ name, heading, isInTable }: ObjectShape["required"][number]): CellFault["reason"] {
  if (isInTable) return reasons.missing();
  return name === "code" ? reasons.codeColumnMissing(heading) : reasons.columnMissing(heading);
}

function reversedIn({ orders }: ObjectShape, value: Fields, cells: Cells): readonly CellFault[] {
  return orders
    .filter(({ first, last }) => isReversed(value[first.name], value[last.name]))
    .map(({ first, last }) =>
      cellFault(last.heading, cells.get(last.heading) ?? "", doubtReasons.reversed(first.heading)),
    );
}

function isSaid({ reading }: { readonly reading: Reading }): boolean {
  return reading.state === "unknown";
}

function readEntries({ mark, entries }: EntriesShape, cells: Cells, findings: Findings): Reading {
  const marked = mark ? readCell(mark, cells, findings) : absent;
  const values = entries
    .map((entry) => read(entry, cells, findings))
    .flatMap((reading) => (reading.state === "value" ? [reading.value] : []));
  if (values.length === 0) return marked;
  if (mark && marked.state === "value") {
    findings.faults.push(cellFault(mark.heading, cells.get(mark.heading) ?? "", reasons.markAndEntries()));
  }
  return { state: "value", value: values };
}

/** Labels that the row states itself stay first; one that says the same is not repeated. */
function withLabels(contract: Fields, labels: readonly OriginalLabelInput[]): Fields {
  if (labels.length === 0) return contract;
  const stated = (contract["originalLabels"] ?? []) as readonly OriginalLabelInput[];
  const all = [...stated, ...labels].map((label) => [`${label.field}\n${label.text}`, label] as const);
  return { ...contract, originalLabels: [...new Map(all.toReversed())].toReversed().map(([, label]) => label) };
}

/** The kinds of talent resource that the department has a type for. */
function kindsOf(department: Department, { contract }: RecordInputs, ownFields: OwnFields): readonly string[] {
  const kind = contract.getFields()["kind"];
  const type = kind && getNamedType(kind.type);
  const kinds = isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
  return kinds.filter((name) => ownFields.has(`${pascalCase(department.code)}${pascalCase(name)}`));
}
