/** The audit's own database. */
import path from "node:path";
import { type Database, openDatabase } from "#kit/database/open.ts";
import { CreateDepartmentList1766100000001 } from "#kit/migrations/create-department-list.ts";
import { CreateOutcomes1765300000000 } from "#kit/migrations/create-outcomes.ts";
import { CreateReplicas1766100000000 } from "#kit/migrations/create-replicas.ts";
import type { Settings } from "#kit/settings.ts";
import { CreateAudit1764000000000 } from "./migrations/create-audit.ts";
import { CreateSavedChecks1766200000000 } from "./migrations/create-saved-checks.ts";
import { NameBatches1766000000000 } from "./migrations/name-batches.ts";
import { auditTables } from "./tables/tables.ts";

/** @throws HubError FOLDER_NOT_WRITABLE, DATABASE_UNREACHABLE or DATABASE_REFUSED */
export function openAuditDatabase({
  dataFolder,
  databaseUrl,
}: Pick<Settings, "dataFolder" | "databaseUrl">): Promise<Database> {
  return openDatabase({
    name: "audit",
    folder: dataFolder,
    holds: "records",
    url: databaseUrl,
    entities: auditTables.map(({ entity }) => entity),
    migrations: [
      CreateAudit1764000000000,
      CreateOutcomes1765300000000,
      NameBatches1766000000000,
      CreateReplicas1766100000000,
      CreateDepartmentList1766100000001,
      CreateSavedChecks1766200000000,
    ],
  });
}

/** Where checkpoints also lie. */
export function checkpointFolder({
  dataFolder,
  auditCheckpoints,
}: Pick<Settings, "dataFolder" | "auditCheckpoints">): string {
  return auditCheckpoints ?? path.join(dataFolder, "audit-checkpoints");
}
