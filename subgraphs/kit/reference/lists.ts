/** The closed lists of `schema/reference`: areas by JIS code, industries by JSIC code, target groups, departments known by name. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import type { Area, AreaKind, BeneficiaryKind, Industry, TargetGroup, TargetGroupCode } from "../generated/contract.ts";

const folder = path.resolve(import.meta.dirname, "../../../schema/reference");

type CsvRow = Readonly<Record<string, string>>;

function readList(name: string): readonly CsvRow[] {
  return parse(readFileSync(path.join(folder, name), "utf8"), { columns: true });
}

function localized(row: CsvRow) {
  return { ja: row["name_ja"] ?? "", en: row["name_en"] || null };
}

/** Areas by code, from the nation to the municipality. */
export const areas: ReadonlyMap<string, Area> = new Map(
  readList("areas.csv").map((row) => {
    const code = row["code"] ?? "";
    const localGovernmentCode = row["local_government_code"] || null;
    return [code, { code, kind: row["kind"] as AreaKind, name: localized(row), localGovernmentCode }];
  }),
);

/** Industries by JSIC code. */
export const industries: ReadonlyMap<string, Industry> = new Map(
  readList("industries.csv").map((row) => [row["code"] ?? "", { code: row["code"] ?? "", name: localized(row) }]),
);

/** The industry that each industry lies directly within, by code; divisions lie within none. */
export const industryParents: ReadonlyMap<string, string> = new Map(
  readList("industries.csv").flatMap(({ code = "", parent }) => (parent ? [[code, parent] as const] : [])),
);

/** Target groups by code. */
export const targetGroups: ReadonlyMap<string, TargetGroup> = new Map(
  readList("target-groups.csv").map((row) => {
    const code = row["code"] as TargetGroupCode;
    return [code, { code, kind: row["kind"] as BeneficiaryKind, name: localized(row) }];
  }),
);

/** Free labels, in lower case, with the codes they stand for. */
export const labels = {
  targetGroups: labelIndex("target-groups.csv"),
  industries: labelIndex("industries.csv"),
  areas: labelIndex("areas.csv"),
};

function labelIndex(name: string): ReadonlyMap<string, readonly string[]> {
  const pairs = readList(name).flatMap((row) => labelsOf(row).map((label) => ({ label, code: row["code"] ?? "" })));
  const grouped = Map.groupBy(pairs, ({ label }) => label);
  return new Map([...grouped].map(([label, entries]) => [label, [...new Set(entries.map(({ code }) => code))]]));
}

function labelsOf(row: CsvRow): string[] {
  return [row["code"], row["name_ja"], row["name_en"], ...(row["labels"] ?? "").split(";")]
    .map((label) => (label ?? "").trim().toLowerCase())
    .filter((label) => label !== "");
}

/** Everyday names of the values of a list, in lower case, with the codes they stand for; by the list's GraphQL type. */
export const aliases: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map(
  [...Map.groupBy(readList("aliases.csv"), ({ list }) => list ?? "")].map(([list, rows]) => [list, namesOf(rows)]),
);

function namesOf(rows: readonly CsvRow[]): ReadonlyMap<string, readonly string[]> {
  const pairs = rows.flatMap(({ code = "", names = "" }) => names.split(";").map((name) => ({ name, code })));
  const grouped = Map.groupBy(pairs, ({ name }) => name.trim().toLowerCase());
  return new Map([...grouped].map(([name, found]) => [name, found.map(({ code }) => code)]));
}
