/** `jinkatsu overlap`: what in a table is like what, and why; on any table, without a database. */
import { Command, Option } from "commander";
import { errors } from "#kit/errors.ts";
import { readPlugIn } from "#kit/plug-in.ts";
import { providerSocket } from "../../../subgraphs/audit/overlap/similarity-provider.ts";
import { estimateRows } from "../estimate-rows.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { readFieldMap } from "../overlap/field-map.ts";
import { type Summary, type Work, writeClusters, writeLinks, writeNeighbours } from "../overlap/run.ts";
import { createProgress, silent } from "../progress.ts";
import type { Terminal } from "../terminal.ts";

interface OverlapFlags {
  readonly input?: string;
  readonly links?: readonly string[];
  readonly clusters?: true;
  readonly map: string;
  readonly top: string;
  readonly across?: "organisation";
  readonly least?: string;
  readonly evidence: boolean;
  readonly advise?: string;
  readonly output?: string;
  readonly json?: true;
}

export function overlapCommand(terminal: Terminal, finish: (exitCode: ExitCode) => void): Command {
  const { say } = terminal;
  const option = (flags: string, ja: string, en: string) => new Option(flags, say({ ja, en }));
  return new Command("overlap")
    .description(say(description))
    .addOption(option("--input <table>", "表（NDJSON・CSV・XLSX、.gz も可）", "table: NDJSON, CSV or XLSX, also .gz"))
    .addOption(option("--links <tables...>", "二つの表を一対一に結ぶ", "link the records of two tables one to one"))
    .addOption(option("--clusters", "似たものをまとまりにする", "group what is alike around centres"))
    .addOption(option("--map <pairs>", "項目=列,項目=列+列（知らない項目は手がかり）", mapHelp).default(""))
    .addOption(option("--top <number>", "一件に示す数", "neighbours of a record").default("20"))
    .addOption(
      option("--across <field>", "同じ組織の組を除く", "leave out pairs of one organisation").choices(["organisation"]),
    )
    .addOption(option("--least <bits>", "これより弱い組を除く（既定: まとまり 0、結び付け -8）", leastHelp))
    .addOption(option("--no-evidence", "根拠を書かない", "leave out the evidence"))
    .addOption(option("--advise <module>", "確かでない組に意見を言うモジュール（この機械のファイル）", adviseHelp))
    .addOption(option("--output <file>", "書き出し先（省けば標準出力）", "where to write; standard output if left out"))
    .addOption(option("--json", "結果のまとめを JSON で出す", "report the outcome in JSON"))
    .action(async (flags: OverlapFlags) => finish(await findOverlap(terminal, flags)));
}

const description = {
  ja: "表の中の似た施策を根拠とともに探す。何も送信せず、何も変更しない",
  en: "Find what in a table is alike, with the evidence; sends nothing and changes nothing",
};
const mapHelp = "field=column,field=column+column; a field of no known name is a facet";
const adviseHelp = "module (a file on this machine) that is asked about uncertain pairs";
const leastHelp = "leave out weaker pairs (clusters: 0 if not given, links: -8)";

async function findOverlap(terminal: Terminal, flags: OverlapFlags): Promise<ExitCode> {
  const files = inputsOf(flags);
  const estimates = await Promise.all(files.map(estimateRows));
  const total = estimates.reduce<number>((sum, rows) => sum + 2 * (rows ?? 0), 0);
  const progress = flags.json ? silent : createProgress(terminal, total || undefined);
  try {
    const summary = await runTask(files, flags, {
      map: readFieldMap(flags.map),
      output: flags.output,
      terminal,
      progress,
    });
    progress.end();
    report(terminal, summary, flags);
    return summary.leftOut.length > 0 ? exitCodes.findings : exitCodes.ok;
  } finally {
    progress.end();
  }
}

/** @throws HubError OVERLAP_INPUT_MISSING */
function inputsOf({ input, links }: OverlapFlags): readonly string[] {
  if (input !== undefined && links === undefined) return [input];
  if (input === undefined && links?.length === 2) return links;
  throw errors.overlapInputMissing();
}

/** Chosen on the Abt-Buy tables: that a record has one partner only is evidence too, which the bits do not hold. */
const leastOfLink = -8;
const neighboursOfCluster = 60;

async function runTask([first = "", second]: readonly string[], flags: OverlapFlags, work: Work): Promise<Summary> {
  if (flags.advise !== undefined && (second !== undefined || flags.clusters)) throw adviseElsewhere();
  const least = flags.least === undefined ? undefined : numberOf("--least", flags.least);
  if (second !== undefined) return writeLinks({ ...work, files: [first, second], least: least ?? leastOfLink });
  const across = flags.across === "organisation";
  if (flags.clusters) {
    return writeClusters({ ...work, file: first, asking: { top: neighboursOfCluster, across }, least: least ?? 0 });
  }
  const top = numberOf("--top", flags.top, 1);
  const asking = { top, across, ...(least === undefined ? {} : { least }) };
  const provider = flags.advise === undefined ? undefined : await readPlugIn(flags.advise, providerSocket);
  return writeNeighbours({ ...work, file: first, asking, evidence: flags.evidence, provider });
}

function adviseElsewhere() {
  return errors.overlapOptionInvalid("--advise", {
    ja: "近いものを求めるときだけ（--links・--clusters なし）モジュール",
    en: "a module where neighbours are asked for, without --links and --clusters",
  });
}

/** @throws HubError OVERLAP_OPTION_INVALID */
function numberOf(option: string, text: string, from = Number.NEGATIVE_INFINITY): number {
  const number = Number(text);
  const whole = from === Number.NEGATIVE_INFINITY || Number.isInteger(number);
  if (text.trim() !== "" && Number.isFinite(number) && number >= from && whole) return number;
  throw errors.overlapOptionInvalid(
    option,
    whole && from < 0 ? { ja: "数", en: "a number" } : { ja: "1 以上の整数", en: "a whole number from 1" },
  );
}

function report(
  { say, printJson, note }: Terminal,
  { records, lines, leftOut, version }: Summary,
  flags: OverlapFlags,
): void {
  for (const { file, row, reason } of leftOut.slice(0, shownLeftOut)) {
    note(
      say({ ja: `${file} の ${row} 行目は除きました: ${reason.ja}`, en: `Left out ${file}, row ${row}: ${reason.en}` }),
    );
  }
  if (flags.json && flags.output !== undefined) {
    printJson({ records, lines, leftOut: leftOut.length, output: flags.output, version });
    return;
  }
  const more =
    leftOut.length > 0
      ? { ja: `、除いた行 ${leftOut.length}`, en: `, ${leftOut.length} left out` }
      : { ja: "", en: "" };
  note(
    say({
      ja: `${records} 件を比べ、${lines} 行を書きました${more.ja}。`,
      en: `Compared ${records} records and wrote ${lines} lines${more.en}.`,
    }),
  );
}

const shownLeftOut = 10;
