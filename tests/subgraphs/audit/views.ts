/** Views of a few measures, without a database. */

import { endOfTime, lastRevision } from "#kit/follow/history.ts";
import { digestOf, type MeasureInput } from "#kit/records/record.ts";
import { facetNames, measureOf } from "../../../subgraphs/audit/collection/measure.ts";
import { createView, type View } from "../../../subgraphs/audit/collection/view.ts";
import { fitModel } from "../../../subgraphs/audit/overlap/model.ts";
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
