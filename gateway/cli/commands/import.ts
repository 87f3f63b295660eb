/** `jinkatsu import`: a table of measures or talent resources into a department's database. */
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { type Department, loadDepartment } from "#kit/department/definition.ts";
import type { HeadingChoices } from "#kit/import/reading-plan.ts";
import { freeRejectedName } from "#kit/import/rejected-file.ts";
import type { ImportReport } from "#kit/import/report.ts";
import { type ImportOptions, importTable } from "#kit/import/run.ts";
import type { RecordInterface } from "#kit/records/record.ts";
import { openDepartmentDatabase, storesOf } from "#kit/records/stores.ts";
import { readSettings } from "#kit/settings.ts";
import { parseUrl } from "#kit/values/parse-url.ts";
import { estimateRows } from "../estimate-rows.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { checkAhead } from "../import/check-ahead.ts";
import { printColumns } from "../import/print-columns.ts";
import { printReport } from "../import/print-report.ts";
import { readGiven, readMap } from "../import/read-map.ts";
import { writeTemplate } from "../import/write-template.ts";
import { createProgress, type Progress, silent } from "../progress.ts";
import type { Terminal } from "../terminal.ts";

const kinds: Readonly<Record<string, RecordInterface>> = {
  measures: "Measure",
  "talent-resources": "TalentResource",
};

export interface ImportFlags {
  readonly kind: string;
  readonly dryRun?: true;
  readonly check?: true;
  readonly allOrNothing?: true;
  readonly replace?: true;
  readonly rejected?: string;
  readonly map: readonly string[];
  readonly ignore: readonly string[];
  readonly set: readonly string[];
  readonly sheet?: string;
  readonly source?: string;
  readonly columns?: true;
  readonly template?: string;
  readonly filled?: true;
  readonly format: "text" | "csv";
  readonly json?: true;
}

export function importCommand(terminal: Terminal, finish: (exitCode: ExitCode) => void): Command {
  const { say } = terminal;
  const option = (flags: string, ja: string, en: string) => new Option(flags, say({ ja, en }));
  return new Command("import")
    .description(say(description))
    .addArgument(new Argument("<department>", say({ ja: "部局（例 welfare）", en: "department, such as welfare" })))
    .addArgument(new Argument("[file]", say({ ja: "CSV か XLSX のファイル", en: "CSV or XLSX file" })))
    .addOption(
      option("--kind <kind>", "表の中身", "what the table holds").choices(Object.keys(kinds)).default("measures"),
    )
    .addOption(option("--dry-run", "書き込まずに結果だけを示す", "say what would happen and write nothing"))
    .addOption(
      option(
        "--check",
        "取り込まずに、似た施策が既にあるかを示す",
        "say what exists like these measures and import nothing",
      ),
    )
    .addOption(option("--all-or-nothing", "一行でも誤りがあれば何も取り込まない", "import nothing if a row is bad"))
    .addOption(option("--replace", "表にない記録を終了にする", "end the records that are not in the table"))
    .addOption(option("--rejected <file>", "拒否した行の書き出し先", "where rejected rows are written"))
    .addOption(
      option("--map <heading=field>", "見出しを項目に対応させる", "say which field a heading means")
        .argParser(collect)
        .default([]),
    )
    .addOption(option("--ignore <heading>", "読まない見出し", "leave a heading out").argParser(collect).default([]))
    .addOption(
      option(
        "--set <field=value>",
        "値のない行すべてに入れる値（例 予算1 会計年度=令和8年度）",
        "value of every row that states none",
      )
        .argParser(collect)
        .default([]),
    )
    .addOption(
      option("--sheet <name>", "XLSX のシート名（省けば最初のシート）", "sheet of a workbook; the first if left out"),
    )
    .addOption(
      option("--source <url>", "出典のない行すべての出典", "source of every row that states none").argParser(
        readSource,
      ),
    )
    .addOption(option("--columns", "使える見出しと値を表示する", "print the columns and their values"))
    .addOption(
      option("--format <format>", "--columns の形", "form of --columns").choices(["text", "csv"]).default("text"),
    )
    .addOption(
      option(
        "--template <file>",
        "記入例と選択肢の付いた表（.xlsx）か、見出しだけの表（.csv）を書き出す",
        "write a table to be filled, with an example and lists to choose from (.xlsx), or its headings only (.csv)",
      ),
    )
    .addOption(option("--filled", "--template に今の記録を入れる", "put the records that are there into --template"))
    .addOption(option("--json", "結果を JSON で出す", "report in JSON"))
    .action(async (name: string, file: string | undefined, flags: ImportFlags, command: Command) => {
      const department = await loadDepartment(name);
      const interfaceName = kinds[flags.kind] ?? "Measure";
      if (flags.template !== undefined) {
        const isFilled = flags.filled === true;
        finish(await writeTemplate(terminal, { department, interfaceName, file: flags.template, isFilled }));
      } else if (flags.columns) await printColumns(terminal, { department, interfaceName, flags });
      else if (file === undefined)
        command.error("error: missing required argument 'file'", { exitCode: exitCodes.usage });
      else if (flags.check && interfaceName === "Measure")
        finish(await checkAhead(terminal, { department, file, flags }));
      else if (flags.check) command.error("error: '--check' takes measures", { exitCode: exitCodes.usage });
      else finish(await importFile(terminal, { department, interfaceName, file, flags }));
    });
}

const description = {
  ja: "施策や人材シェアリング資源の表（CSV: UTF-8・Shift_JIS、XLSX）を部局に取り込む",
  en: "Import a table of measures or talent resources (CSV in UTF-8 or Shift_JIS, XLSX) into a department",
};

function readSource(value: string): string {
  const url = parseUrl(value);
  if (!url.ok) throw new InvalidArgumentError(url.reason.en);
  return url.value;
}

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

interface Task {
  readonly department: Department;
  readonly interfaceName: RecordInterface;
  readonly file: string;
  readonly flags: ImportFlags;
}

async function importFile(terminal: Terminal, task: Task): Promise<ExitCode> {
  const { department, file, flags } = task;
  const choices = { map: readMap(flags.map), ignore: flags.ignore, given: readGiven(flags.set) };
  const database = await openDepartmentDatabase(department, readSettings());
  const progress = flags.json ? silent : createProgress(terminal, await estimateRows(file));
  try {
    const report = await importTable(
      department,
      storesOf(department),
      database,
      file,
      optionsOf(task, choices, progress),
    );
    progress.end();
    printReport(terminal, report, task);
    return exitCodeOf(report);
  } finally {
    progress.end();
    await database.close();
  }
}

function optionsOf({ interfaceName, file, flags }: Task, choices: HeadingChoices, progress: Progress): ImportOptions {
  // A dry run leaves nothing behind unless a file is asked for.
  const rejectedFile = flags.rejected ?? (flags.dryRun ? undefined : freeRejectedName(file));
  return {
    interfaceName,
    dryRun: flags.dryRun === true,
    allOrNothing: flags.allOrNothing === true,
    replace: flags.replace === true,
    ...(rejectedFile === undefined ? {} : { rejectedFile }),
    ...(flags.sheet === undefined ? {} : { sheet: flags.sheet }),
    ...(flags.source === undefined ? {} : { sourceUrl: flags.source }),
    choices,
    onProgress: progress.update,
  };
}

function exitCodeOf({ rejected, interruption }: ImportReport): ExitCode {
  if (interruption) return exitCodes.failed;
  return rejected > 0 ? exitCodes.findings : exitCodes.ok;
}
