/** The real measures and resources that a department comes with, loaded on its first start. */
import path from "node:path";
import type { Database } from "../database/open.ts";
import type { Department } from "../department/definition.ts";
import { takeTurn } from "../feed/append.ts";
import type { RecordInterface } from "../records/record.ts";
import type { DepartmentStores } from "../records/stores.ts";
import type { ImportReport } from "./report.ts";
import { importWithin } from "./run.ts";

/** The tables that lie in a department's folder `data/`. */
export const exampleFiles: Readonly<Record<RecordInterface, string>> = {
  Measure: "measures.csv",
  TalentResource: "talent-resources.csv",
};

export interface ExampleProgress {
  readonly department: string;
  readonly interfaceName: RecordInterface;
  readonly rows: number;
}

/**
 * Empty if the department has ever had a record: what was withdrawn does not come back.
 * All of it is one transaction, so a start that is cut short is a first start again.
 * @throws HubError FILE_REFUSED if a row is bad
 */
export function loadExampleData(
  department: Department,
  stores: DepartmentStores,
  database: Database,
  onProgress: (progress: ExampleProgress) => void = () => undefined,
): Promise<readonly ImportReport[]> {
  return database.transaction(async (manager) => {
    const turn = await takeTurn(manager);
    if (turn.last > 0) return [];
    const reports: ImportReport[] = [];
    for (const interfaceName of ["Measure", "TalentResource"] as const) {
      const file = path.join(department.folder, "data", exampleFiles[interfaceName]);
      const report = (rows: number) => onProgress({ department: department.code, interfaceName, rows });
      reports.push(
        await importWithin(manager, stores, { department, file, options: { interfaceName, onProgress: report } }),
      );
    }
    return reports;
  });
}
