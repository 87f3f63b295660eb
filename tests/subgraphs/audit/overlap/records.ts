/** Real measures of Toyama as the engine sees them, and small arbitrary collections. */
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import type { OverlapRecord } from "../../../../subgraphs/audit/overlap/record.ts";

const file = new URL("../../../fixtures/toyama/toyama-measures.csv", import.meta.url);

export function toyamaMeasures(): readonly OverlapRecord[] {
  const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true, bom: true });
  return rows.map((row, number) => ({
    id: `T${number}`,
    title: row["name_ja"] ?? "",
    description: row["facts"] || undefined,
    target: row["target_groups"] || undefined,
    organisation: row["department"] || undefined,
    facets: { pillar: listOf(row["pillar"]), sector: listOf(row["sector"]) },
  }));
}

function listOf(cell: string | undefined): readonly string[] {
  return (cell ?? "").split(";").filter((value) => value !== "");
}

const words = [
  "介護",
  "人材",
  "確保",
  "研修",
  "補助",
  "事業",
  "農業",
  "スマート",
  "移住",
  "care",
  "workers",
  "training",
];
const sentence = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 }).map((parts) => parts.join("の "));
const places = [undefined, [], ["16"], ["16201"], ["16202"], ["17"], ["16201", "16202"]] as const;

const naming = fc.constantFrom(
  "",
  "予算事業ID 1～3 参照",
  "（予算事業ＩＤ：000002）",
  "予算事業ID「5」及び「7」と統合",
);

const arbitraryRecord = fc.record({
  publicId: fc.option(fc.nat({ max: 9 }).map(String), { nil: undefined }),
  description: fc.option(naming, { nil: undefined }),
  title: sentence,
  purpose: fc.option(sentence, { nil: undefined }),
  target: fc.option(sentence, { nil: undefined }),
  organisation: fc.constantFrom("厚生部", "教育委員会", undefined),
  areas: fc.constantFrom(...places),
  law: fc.array(fc.constantFrom("介護保険法", "農地法第3条", "農地法", "なし"), { maxLength: 2 }),
});

/** Their ids are their places. */
export const arbitraryRecords = fc
  .array(arbitraryRecord, { minLength: 2, maxLength: 30 })
  .map((records) =>
    records.map(({ law, ...record }, number): OverlapRecord => ({ ...record, id: `r${number}`, facets: { law } })),
  );
