/** `--map title=事業名,purpose=目的+課題,law=根拠法令`: which columns of a table say what of a record. */
import { errors } from "#kit/errors.ts";

/** What the engine knows by itself; any other name is a facet, whose shared values are evidence. */
const knownFields = [
  "id",
  "publicId",
  "title",
  "purpose",
  "description",
  "target",
  "organisation",
  "area",
  "start",
  "end",
] as const;
export type KnownField = (typeof knownFields)[number];

export interface FieldMap {
  /** Several columns of one field are read as one text. */
  readonly fields: ReadonlyMap<KnownField, readonly string[]>;
  readonly facets: ReadonlyMap<string, readonly string[]>;
}

/** @throws HubError OVERLAP_MAP_INVALID */
export function readFieldMap(text: string): FieldMap {
  const fields = new Map<KnownField, readonly string[]>();
  const facets = new Map<string, readonly string[]>();
  for (const pair of text.split(",").filter((part) => part.trim() !== "")) {
    const at = pair.indexOf("=");
    const name = pair.slice(0, Math.max(at, 0)).trim();
    const columns = pair
      .slice(at + 1)
      .split("+")
      .map((column) => column.trim());
    if (name === "" || columns.includes("")) throw errors.overlapMapInvalid(pair.trim());
    if (isKnown(name)) fields.set(name, columns);
    else facets.set(name, columns);
  }
  return { fields, facets };
}

function isKnown(name: string): name is KnownField {
  return knownFields.some((field) => field === name);
}

/** What is not mapped is taken from columns of a usual name, if the table has them. @throws HubError OVERLAP_TITLE_MISSING */
export function fitToColumns({ fields, facets }: FieldMap, columns: readonly string[], file: string): FieldMap {
  const mapped = new Set([...fields.values(), ...facets.values()].flat());
  const fitted = new Map(fields);
  for (const field of knownFields) {
    // One column can be both the table's id and the one by which texts name a record.
    const free = (name: string) => field === "publicId" || !mapped.has(name);
    const usual = usualNames[field].find((name) => columns.includes(name) && free(name));
    if (!fitted.has(field) && usual !== undefined) fitted.set(field, [usual]);
  }
  if (!fitted.has("title")) throw errors.overlapTitleMissing(file, columns);
  return { fields: fitted, facets };
}

/** @throws HubError OVERLAP_COLUMNS_UNKNOWN */
export function requireColumns({ fields, facets }: FieldMap, columns: ReadonlySet<string>, file: string): void {
  const unknown = [...fields.values(), ...facets.values()].flat().filter((column) => !columns.has(column));
  if (unknown.length > 0) throw errors.overlapColumnsUnknown(file, unknown, [...columns]);
}

const usualNames: Readonly<Record<KnownField, readonly string[]>> = {
  id: ["id", "code", "ID", "制度番号", "事業番号", "予算事業ID"],
  publicId: ["予算事業ID"],
  title: ["title", "name", "name_ja", "事業名", "施策名", "名称"],
  purpose: ["purpose", "purpose_ja", "目的", "事業の目的"],
  description: ["description", "summary", "summary_ja", "facts", "概要", "事業概要", "事業の概要"],
  target: ["target", "target_groups", "対象", "対象者"],
  organisation: ["organisation", "department", "部局", "府省庁", "所管"],
  area: ["area", "areas", "地域"],
  start: ["start", "start_fiscal_year", "開始年度"],
  end: ["end", "end_fiscal_year", "終了年度"],
};
