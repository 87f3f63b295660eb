/** `jinkatsu backup`: what the databases hold, in one file, while the hub runs. */
import { statSync } from "node:fs";
import path from "node:path";
import { Argument, Command, Option } from "commander";
import { backedUpNames } from "#kit/backup/backed-up-names.ts";
import { openPlace } from "#kit/backup/place.ts";
import { writeBackup } from "#kit/backup/write-backup.ts";
import { readSettings } from "#kit/settings.ts";
import { printBackup } from "../backup/print-backup.ts";
import type { Terminal } from "../terminal.ts";

interface BackupFlags {
  readonly json?: true;
}

export function backupCommand(terminal: Terminal): Command {
  const { say } = terminal;
  return new Command("backup")
    .description(say(description))
    .addArgument(
      new Argument(
        "<place>",
        say({ ja: "書き出すファイル、または既にあるフォルダー", en: "file to write, or a folder that is there" }),
      ),
    )
    .addOption(new Option("--json", say({ ja: "結果を JSON で出す", en: "report in JSON" })))
    .action(async (target: string, { json }: BackupFlags) => {
      const file = isFolder(target) ? path.join(target, fileName(new Date())) : target;
      const place = await openPlace(readSettings());
      try {
        const summary = await writeBackup(place, backedUpNames(), file);
        printBackup(terminal, { file, summary, json: json === true, done: written(file, place.where) });
      } finally {
        await place.close();
      }
    });
}

const description = {
  ja: "データベースの中身を一つのファイルに書き出す。ハブは動いていてよい。目録は各部局の記録から作り直されるため含まない",
  en: "Write what the databases hold into one file, while the hub runs; the catalog is made again from it and not included",
};

const written = (file: string, where: string) => ({
  ja: `${where} を ${file} に書き出しました。`,
  en: `Backed up ${where} to ${file}.`,
});

function isFolder(target: string): boolean {
  return statSync(target, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** `jinkatsu-20261124T091500Z.backup.gz`: names that sort as the times do. */
function fileName(now: Date): string {
  return `jinkatsu-${now.toISOString().replace(/[-:]|\.\d+/g, "")}.backup.gz`;
}
