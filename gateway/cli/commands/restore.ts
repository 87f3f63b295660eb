/** `jinkatsu restore`: puts a backup back, into the database it came from or another. */
import { Argument, Command, Option } from "commander";
import { backupErrors } from "#kit/backup/backup-errors.ts";
import { openPlace } from "#kit/backup/place.ts";
import { restoreBackup } from "#kit/backup/restore-backup.ts";
import { readSettings, settings } from "#kit/settings.ts";
import { hasRevocations, revocationsName } from "../../access/revocations.ts";
import { keepRevocations } from "../backup/keep-revocations.ts";
import { printBackup } from "../backup/print-backup.ts";
import type { Terminal } from "../terminal.ts";

interface RestoreFlags {
  readonly into?: string;
  readonly replace?: true;
  readonly json?: true;
}

export function restoreCommand(terminal: Terminal): Command {
  const { say } = terminal;
  return new Command("restore")
    .description(say(description))
    .addArgument(new Argument("<file>", say({ ja: "バックアップのファイル", en: "file of a backup" })))
    .addOption(
      new Option(
        "--into <place>",
        say({
          ja: "戻す先のフォルダー、または mysql://…（省けば設定の場所）",
          en: "folder or mysql://… to put it; where the settings say, if left out",
        }),
      ),
    )
    .addOption(new Option("--replace", say({ ja: "今あるデータを置き換える", en: "replace what is there" })))
    .addOption(new Option("--json", say({ ja: "結果を JSON で出す", en: "report in JSON" })))
    .action(async (file: string, { into, replace, json }: RestoreFlags) => {
      const target = into === undefined ? readSettings() : placeNamed(into);
      const place = await openPlace(target);
      try {
        const kept = await keepRevocations(place, target);
        const summary = await restoreBackup(place, file, replace === true, kept);
        const { revived } = kept;
        const folder = target.dataFolder || readSettings().dataFolder;
        const isListThere = hasRevocations(folder);
        const more = { revived, hasRevocations: isListThere };
        printBackup(terminal, { file, summary, json: json === true, done: restored(file, place.where), more });
        if (json) return;
        if (revived.length > 0) terminal.note(say(holdAgain(summary.at)));
        for (const { id, department, label } of revived) terminal.note(`  ${id}  ${department}  ${label}`);
        if (kept.wasEmpty && !isListThere) terminal.note(say(noRevocations(folder)));
      } finally {
        await place.close();
      }
    });
}

const description = {
  ja: "バックアップを戻す。SQLite と MySQL のどちらにも戻せる。確かめてから書き、すべて戻るか何も変わらないかのどちらかになる",
  en: "Put a backup back, into SQLite or MySQL: verified first, then all of it or nothing",
};

const restored = (file: string, where: string) => ({
  ja: `${file} を ${where} に戻しました。ハブを起動すると、目録は各部局の記録から追いつきます。`,
  en: `Restored ${file} into ${where}. The catalog catches up when the hub is started.`,
});

const holdAgain = (at: string) => ({
  ja: `次のトークンは再び有効です。${at} より後に取り消したものがあれば、jinkatsu department revoke で取り消してください。`,
  en: `These tokens hold again. Revoke with jinkatsu department revoke what was revoked after ${at}:`,
});

const noRevocations = (folder: string) => ({
  ja: `${folder} に ${revocationsName} がありません。発行元のトークンで取り消したものは、期限まで再び有効です。行を書き直してください。`,
  en: `There is no ${revocationsName} in ${folder}: tokens of issuers that were revoked hold again until they end. Write its lines again.`,
});

/** @throws HubError RESTORE_TARGET_INVALID */
function placeNamed(text: string) {
  if (!text.includes("://")) return { dataFolder: settings.dataFolder.parse(text), databaseUrl: undefined };
  const databaseUrl = settings.databaseUrl.parse(text) ?? undefined;
  // Without its text: it may hold a password.
  if (databaseUrl === undefined) throw backupErrors.targetInvalid(text.split("://")[0] ?? "");
  return { dataFolder: "", databaseUrl };
}
