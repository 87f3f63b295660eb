/** Views of a few measures, without a database. */

import path from "node:path";
import { endOfTime, lastRevision } from "#kit/follow/history.ts";
import { judgeRows } from "#kit/import/judge-rows.ts";
import { digestOf, type MeasureInput } from "#kit/records/record.ts";
import { facetNames, measureOf } from "../../../subgraphs/audit/collection/measure.ts";
import { createView, type View } from "../../../subgraphs/audit/collection/view.ts";
import { fitModel } from "../../../subgraphs/audit/overlap/model.ts";
import { departments } from "../../support/departments.ts";
import { idOf } from "./audit-house.ts";

export type Told = Readonly<Record<string, readonly MeasureInput[]>>;

/** Measures by the department that tells them. */
export function viewOf(told: Told): View {
  const measures = Object.entries(told).flatMap(([department, contracts]) =>
    contracts.map((contract, at) => auditedMeasure(department, contract, at)),
  );
  const model = fitModel(
    measures.map(({ record }) => record),
    facetNames,
  );
  return createView({ measures, model, modelRevision: 1 });
}

/** The measures that the hub comes with. */
export async function shippedView(): Promise<View> {
  const told: Record<string, MeasureInput[]> = {};
  for (const department of departments) {
    const file = path.join(department.folder, "data", "measures.csv");
    const measures: MeasureInput[] = [];
    for await (const row of judgeRows({ department, interfaceName: "Measure", file, sheet: undefined, choices: {} }))
      if (row.kind === "good") measures.push(row.content.contract as MeasureInput);
    told[department.code] = measures;
  }
  return viewOf(told);
}

function auditedMeasure(department: string, contract: MeasureInput, at: number) {
  const typeName = Buffer.from(idOf(department, ""), "base64url").toString().replace(":", "");
  return measureOf({
    versionId: at,
    department,
    typeName,
    code: contract.code,
    version: 1,
    validFrom: "2026-04-01T00:00:00.000Z",
    validTo: endOfTime,
    fromRevision: 1,
    toRevision: lastRevision,
    digest: digestOf({ typeName, contract, details: {} }),
    contract,
  });
}
