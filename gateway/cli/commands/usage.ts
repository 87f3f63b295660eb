/** `jinkatsu usage`: which parts of the graph nobody uses, and who still uses those that are to go. On the hub's machine, from its record of use. */
import { Command, InvalidArgumentError, Option } from "commander";
import { parse } from "graphql";
import { readSettings } from "#kit/settings.ts";
import { takeRulesOut } from "../../access/take-rules-out.ts";
import { registryErrors } from "../../registry/errors.ts";
import { apiSchemaOf } from "../../supergraph/api-schema.ts";
import { firstUse, usageOf, usedCoordinates } from "../../telemetry/usage/read.ts";
import { openUsageDatabase } from "../../telemetry/usage/usage.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { type GraphSource, readGraph } from "../export/read-graph.ts";
import type { Terminal } from "../terminal.ts";
import { type DeprecatedPart, type SchemaUsage, schemaUsage } from "../usage/schema-usage.ts";

interface UsageFlags extends GraphSource {
  readonly days: number;
  readonly json?: true;
}

export function usageCommand(terminal: Terminal, finish: (exitCode: ExitCode) => void): Command {
  const { say } = terminal;
  const option = (flags: string, ja: string, en: string) => new Option(flags, say({ ja, en }));
  return new Command("usage")
    .description(
      say({
        ja: "使われていない項目・引数・値と、廃止予定のものをまだ使っている人を示す（ハブのデータベースの記録から）",
        en: "Show unused fields, arguments and values, and who still uses deprecated ones, from the record in the hub's database",
      }),
    )
    .addOption(option("--days <number>", "さかのぼる日数", "how many days back").argParser(readDays).default(90))
    .addOption(
      option(
        "--hub <url>",
        "グラフを動いているハブから（トークンは JINKATSU_TOKEN）。省けば JINKATSU_SUBGRAPHS のサブグラフに尋ねる",
        "the graph of a running hub, with the token in JINKATSU_TOKEN; if left out, JINKATSU_SUBGRAPHS are asked",
      ),
    )
    .addOption(
      option(
        "--from <folder>",
        "グラフを SDL（名前.graphql）のフォルダーから",
        "the graph of a folder of name.graphql",
      ).conflicts("hub"),
    )
    .addOption(option("--json", "結果を JSON で出す", "report in JSON"))
    .action(async (flags: UsageFlags) => finish(await showUsage(terminal, flags)));
}

const day = 24 * 3_600_000;

async function showUsage(terminal: Terminal, flags: UsageFlags): Promise<ExitCode> {
  const { supergraphSdl } = await readGraph(flags);
  const schema = apiSchemaOf(takeRulesOut(supergraphSdl, parse(supergraphSdl, { noLocation: true })));
  const database = await openUsageDatabase(readSettings());
  try {
    const since = await firstUse(database);
    // That nobody uses a field would say nothing where nobody counts.
    if (since === undefined) throw registryErrors.usageUnknown();
    const now = new Date();
    const from = new Date(now.getTime() - flags.days * day);
    const used = await usedCoordinates(database, from);
    const usesOf = (coordinate: string) => usageOf(database, coordinate, from);
    const usage = await schemaUsage(schema, { used, usesOf, now });
    if (flags.json) terminal.printJson({ since, days: flags.days, ...usage });
    else printUsage(terminal, usage, since);
    return usage.deprecated.some(isLate) ? exitCodes.findings : exitCodes.ok;
  } finally {
    await database.close();
  }
}

/** To go at the end of this fiscal year, and somebody uses it still who can be asked to stop. */
function isLate({ goesThisYear, uses }: DeprecatedPart): boolean {
  return goesThisYear && uses.some(({ isProven }) => isProven);
}

function printUsage(
  { print, note, say }: Terminal,
  { unused, unproven, deprecated }: SchemaUsage,
  since: string,
): void {
  note(say({ ja: `記録は ${since.slice(0, 10)} からあります。`, en: `Recorded since ${since.slice(0, 10)}.` }));
  for (const { coordinate, until, uses } of deprecated) {
    print(`${coordinate}  ${say({ ja: "廃止予定", en: "deprecated" })}  → ${until ?? say(noDay)}`);
    for (const { client, operationName, uses: times, lastSeen, isProven } of uses)
      print(
        `  ${client ?? "unknown"}  ${operationName ?? say(unnamed)}  ×${times}  ${lastSeen.slice(0, 10)}${isProven ? "" : `  ${say(byAnybody)}`}`,
      );
  }
  for (const coordinate of unproven) print(`${coordinate}  ${say(byAnybody)}`);
  for (const coordinate of unused) print(`${coordinate}  ${say({ ja: "使われていない", en: "unused" })}`);
}

const unnamed = { ja: "名前のない操作", en: "operation without a name" };
const noDay = { ja: "期限の記載なし", en: "no day given" };

const byAnybody = { ja: "証明のない利用", en: "unproven use" };

function readDays(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("1, 2, 3 …");
  return Number(text);
}
