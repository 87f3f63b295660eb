/** The measures that the sets speak of: the catalogue as it is shipped, one entry for each code. */
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";

const departments = ["education", "employment", "industry", "welfare"] as const;

/** What a person reads of a measure before its coded fields. */
export type CatalogueMeasure = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
};

/** All measures in the order of their codes. */
export function readCatalogue(): readonly CatalogueMeasure[] {
  return departments.flatMap(readDepartment).sort((one, other) => (one.id < other.id ? -1 : 1));
}

function readDepartment(department: string): CatalogueMeasure[] {
  const file = new URL(`../../subgraphs/${department}/data/measures.csv`, import.meta.url);
  const rows: Record<string, string>[] = parse(readFileSync(file, "utf8"), { columns: true, bom: true });
  return rows.map((row) => ({
    id: row.code ?? "",
    title: row.name_ja ?? "",
    summary: row.summary_ja ?? "",
  }));
}
