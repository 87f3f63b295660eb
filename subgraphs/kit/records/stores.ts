/** A department's own database: which tables it has and how its records are found and written. */
import { outcomeTable } from "../changes/tables.ts";
import { type Database, openDatabase } from "../database/open.ts";
import type { Department } from "../department/definition.ts";
import { changeTable, feedPositionTable } from "../feed/tables.ts";
import { CreateOutcomes1765300000000 } from "../migrations/create-outcomes.ts";
import { CreateRecords1764500000000 } from "../migrations/create-records.ts";
import { CreateReplicas1766100000000 } from "../migrations/create-replicas.ts";
import { replicaTable } from "../replicas/replicas.ts";
import type { Settings } from "../settings.ts";
import { measureKind, talentResourceKind } from "./kinds.ts";
import type { MeasureInput, TalentResourceInput } from "./record.ts";
import type { RecordStore } from "./save.ts";
import { measureTable, organisationUnitTable, talentResourceTable } from "./tables.ts";

export interface DepartmentStores {
  readonly Measure: RecordStore<MeasureInput>;
  readonly TalentResource: RecordStore<TalentResourceInput>;
}

export function storesOf({ details }: Department): DepartmentStores {
  return {
    Measure: { kind: measureKind, details: details.Measure },
    TalentResource: { kind: talentResourceKind, details: details.TalentResource },
  };
}

/** @throws HubError FOLDER_NOT_WRITABLE, DATABASE_UNREACHABLE or DATABASE_REFUSED */
export function openDepartmentDatabase(department: Department, settings: Settings): Promise<Database> {
  const tables = [
    measureTable,
    talentResourceTable,
    organisationUnitTable,
    changeTable,
    feedPositionTable,
    outcomeTable,
    replicaTable,
    department.details.Measure,
    department.details.TalentResource,
    ...Object.values(measureKind.lists),
    ...Object.values(talentResourceKind.lists),
  ];
  return openDatabase({
    name: department.code,
    folder: settings.dataFolder,
    holds: "records",
    url: settings.databaseUrl,
    entities: tables.map(({ entity }) => entity),
    migrations: [
      CreateRecords1764500000000,
      CreateOutcomes1765300000000,
      CreateReplicas1766100000000,
      ...department.migrations,
    ],
  });
}
