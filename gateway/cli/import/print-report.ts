/** What an import did, for people or for programs. */
import { errors } from "#kit/errors.ts";
import type { ImportReport } from "#kit/import/report.ts";
import type { Terminal } from "../terminal.ts";
import { originLines } from "./origin-lines.ts";
import { printFaults } from "./print-faults.ts";

interface What {
  readonly department: { readonly code: string };
  readonly file: string;
  readonly flags: { readonly kind: string; readonly json?: true };
}

export function printReport(terminal: Terminal, report: ImportReport, { department, file, flags }: What): void {
  if (flags.json) {
    terminal.printJson({ department: department.code, kind: flags.kind, file, ...report });
    return;
  }
  terminal.print(`${department.code} ${flags.kind} ${file}: ${terminal.say(stateOf(report))}`);
  for (const line of originLines(report.origin)) terminal.print(`  ${terminal.say(line)}`);
  terminal.print(`  ${countsLine(terminal, report)}`);
  if (changesNothing(report)) terminal.print(`  ${terminal.say(nothingChanged)}`);
  printFaults(terminal, "rejected", report.faults, report.rejected);
  printFaults(terminal, "warned", report.warningList, report.warnings);
  for (const line of endings(report)) terminal.print(terminal.say(line));
}

function stateOf({ state, interruption }: ImportReport) {
  return state === "written" && interruption ? brokenOff : stateWords[state];
}

const brokenOff = { ja: "途中までしか取り込んでいません", en: "imported in part only" };

const stateWords = {
  written: { ja: "取り込みました", en: "imported" },
  preview: { ja: "試行（書き込みなし）", en: "dry run, nothing written" },
  refused: { ja: "誤りがあるため何も取り込みませんでした", en: "nothing imported, because a row is bad" },
} as const;

const countWords = {
  rows: { ja: "行", en: "rows" },
  created: { ja: "作成", en: "created" },
  changed: { ja: "変更", en: "changed" },
  unchanged: { ja: "変更なし", en: "unchanged" },
  ended: { ja: "終了", en: "ended" },
  rejected: { ja: "拒否", en: "rejected" },
  warnings: { ja: "警告", en: "warnings" },
} as const;

function countsLine({ say }: Terminal, report: ImportReport): string {
  const names = Object.keys(countWords) as (keyof typeof countWords)[];
  return names.map((name) => `${say(countWords[name])} ${report[name]}`).join(say({ ja: "、", en: ", " }));
}

function changesNothing({ state, created, changed, ended, rejected, interruption }: ImportReport): boolean {
  return state === "written" && interruption === undefined && created + changed + ended + rejected === 0;
}

const nothingChanged = { ja: "変わったものはありません。", en: "Nothing has changed." };

function readingStopped({ code }: { readonly code: string }): boolean {
  return code !== errors.importBrokenOff.code;
}

function endings({ rejectedFile, replaceSkipped, interruption }: ImportReport) {
  return [
    ...(interruption
      ? [
          {
            ja: `${readingStopped(interruption) ? "途中から読めません。ここまでの行だけを数えています。" : ""}${interruption.ja}`,
            en: `${readingStopped(interruption) ? "The rest of the file cannot be read; the rows before it are counted. " : ""}${interruption.en}`,
          },
        ]
      : []),
    ...(replaceSkipped
      ? [
          {
            ja: "取り込まなかった行があるため、表にない記録の終了（--replace）は行いません。",
            en: "Because not all rows were taken, records missing from the table were not ended (--replace).",
          },
        ]
      : []),
    ...(rejectedFile
      ? [
          {
            ja: `拒否した行は ${rejectedFile} にあります。直してから、もう一度取り込めます。`,
            en: `The rejected rows are in ${rejectedFile}. Correct them there and import that file.`,
          },
        ]
      : []),
  ];
}
