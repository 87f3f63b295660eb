/** What can stand in the way of a backup or of putting one back. */
import { type Bilingual, HubError } from "../errors.ts";

export const backupErrors = {
  nothingThere: (where: string) =>
    new HubError("BACKUP_NOTHING_THERE", {
      ja: `${where} にデータベースがありません。JINKATSU_DATA と JINKATSU_DATABASE_URL を確かめてください。`,
      en: `There is no database at ${where}. Check JINKATSU_DATA and JINKATSU_DATABASE_URL.`,
    }),
  typeUnknown: (column: string, type: string) =>
    new HubError("BACKUP_TYPE_UNKNOWN", {
      ja: `列 ${column} の型 ${type} は両方のデータベースで使えるものではないため、バックアップできません。subgraphs/kit/database/dialect.ts の型を使ってください。`,
      en: `The column ${column} has the type ${type}, which does not mean the same on both databases, so it is not backed up. Use a type of subgraphs/kit/database/dialect.ts.`,
    }),
  fileTaken: (file: string) =>
    new HubError("BACKUP_FILE_TAKEN", {
      ja: `${file} は既にあります。別の名前を指定してください。`,
      en: `${file} is there already. Name another file.`,
    }),
  fileUnusable: (file: string, reason: string) =>
    new HubError("BACKUP_FILE_UNUSABLE", {
      ja: `${file} を読み書きできません（${reason}）。場所と権限、ディスクの空きを確かめてください。`,
      en: `${file} cannot be read or written (${reason}). Check the place, its rights and the room on the disk.`,
    }),
  damaged: (file: string, reason: Bilingual) =>
    new HubError("BACKUP_DAMAGED", {
      ja: `${file} は完全なバックアップではありません（${reason.ja}）。何も変更していません。別のバックアップを使ってください。`,
      en: `${file} is not a whole backup (${reason.en}). Nothing was changed; use another one.`,
    }),
  targetTaken: (where: string, names: readonly string[]) =>
    new HubError("RESTORE_TARGET_TAKEN", {
      ja: `${where} には既にデータがあります（${names.join("、")}）。置き換えるには --replace を、別の場所に戻すには --into を指定してください。`,
      en: `There are data at ${where} already (${names.join(", ")}). Give --replace to replace them, or --into for another place.`,
    }),
  targetInUse: (where: string) =>
    new HubError("RESTORE_TARGET_IN_USE", {
      ja: `${where} は使用中です（ハブか、ほかの復元）。ハブを止めるか、ほかの復元が終わってから、もう一度実行してください。何も変更していません。`,
      en: `${where} is in use, by a hub or by another restore. Stop the hub, or let the other end, and run the command again. Nothing was changed.`,
    }),
  targetInvalid: (text: string) =>
    new HubError("RESTORE_TARGET_INVALID", {
      ja: `--into は、フォルダーか mysql://ユーザー:パスワード@ホスト:3306/接頭辞 の形で指定してください（${text}）。`,
      en: `Give --into as a folder or as mysql://user:password@host:3306/prefix (${text}).`,
    }),
} as const;
