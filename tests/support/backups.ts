/** Departments with a few measures, backed up and put back in this process. */
import { backedUpNames } from "#kit/backup/backed-up-names.ts";
import type { BackupSummary } from "#kit/backup/backup-lines.ts";
import { openPlace } from "#kit/backup/place.ts";
import { restoreBackup } from "#kit/backup/restore-backup.ts";
import { writeBackup } from "#kit/backup/write-backup.ts";
import { readChanges } from "#kit/feed/read.ts";
import type { ChangeRow } from "#kit/feed/tables.ts";
import { saveRecords } from "#kit/records/save.ts";
import { openDepartmentDatabase, storesOf } from "#kit/records/stores.ts";
import type { Settings } from "#kit/settings.ts";
import { departmentNamed } from "./departments.ts";
import { contentOf, sampleMeasure } from "./sample-records.ts";

export async function createMeasures(settings: Settings, department: string, codes: readonly string[]): Promise<void> {
  const opened = departmentNamed(department);
  const database = await openDepartmentDatabase(opened, settings);
  const writes = codes.map((code) => {
    const contract = sampleMeasure(code, { summary: { ja: "改行\u2028と\n絵文字🦀" } });
    return { content: contentOf(opened, contract), expect: "new" } as const;
  });
  await database.transaction((manager) => saveRecords(manager, storesOf(opened).Measure, writes));
  await database.close();
}

/** Every version of every record, with its number and time. */
export async function feedOf(settings: Settings, department: string): Promise<readonly ChangeRow[]> {
  const database = await openDepartmentDatabase(departmentNamed(department), settings);
  const { changes } = await readChanges(database.reader, 0, 1_000);
  await database.close();
  return changes;
}

export async function backUp(settings: Settings, file: string): Promise<BackupSummary> {
  const place = await openPlace(settings);
  return writeBackup(place, backedUpNames(), file).finally(() => place.close());
}

export async function putBack(settings: Settings, file: string, mayReplace = false): Promise<BackupSummary> {
  const place = await openPlace(settings);
  return restoreBackup(place, file, mayReplace).finally(() => place.close());
}
