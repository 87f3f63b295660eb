/** `jinkatsu export`: writes the graph in the form in which other routers take it, for a prefecture that outgrows this one. */
import path from "node:path";
import { Command, Option } from "commander";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { filesFor, type Router } from "../export/files-for.ts";
import { type GraphSource, readGraph, unreachable } from "../export/read-graph.ts";
import type { Terminal } from "../terminal.ts";
import { writeFiles } from "../write-files.ts";

interface ExportFlags extends GraphSource {
  readonly for: Router;
  readonly out: string;
  readonly force?: true;
  readonly json?: true;
}

export function exportCommand(terminal: Terminal, finish: (exitCode: ExitCode) => void): Command {
  const { say } = terminal;
  const option = (flags: string, ja: string, en: string) => new Option(flags, say({ ja, en }));
  return new Command("export")
    .description(
      say({
        ja: "ほかのルーターで使える形でグラフを書き出す",
        en: "Write the graph in the form that other routers take",
      }),
    )
    .addOption(option("--for <router>", "ルーター", "router").choices(Object.keys(filesFor)).makeOptionMandatory())
    .addOption(option("--out <folder>", "書き出すフォルダー", "folder to write to").makeOptionMandatory())
    .addOption(
      option(
        "--hub <url>",
        "動いているハブから（トークンは JINKATSU_TOKEN）。省けば JINKATSU_SUBGRAPHS のサブグラフに尋ねる",
        "from a running hub, with the token in JINKATSU_TOKEN; if left out, the subgraphs of JINKATSU_SUBGRAPHS are asked",
      ),
    )
    .addOption(
      option("--from <folder>", "SDL（名前.graphql）のフォルダーから", "from a folder of name.graphql").conflicts(
        "hub",
      ),
    )
    .addOption(option("--force", "既にあるファイルを書き替える", "replace files that are there"))
    .addOption(option("--json", "結果を JSON で出す", "report in JSON"))
    .action(async (flags: ExportFlags) => finish(await exportGraph(terminal, flags)));
}

async function exportGraph(terminal: Terminal, flags: ExportFlags): Promise<ExitCode> {
  const graph = await readGraph(flags);
  const files = filesFor[flags.for](graph);
  const folder = path.resolve(flags.out);
  await writeFiles(folder, files, flags.force === true);
  const uncallable = unreachable(graph);
  const names = files.map(({ file }) => file);
  if (flags.json) terminal.printJson({ folder, files: names, unreachable: uncallable });
  else for (const name of names) terminal.print(path.join(folder, name));
  for (const line of [rulesNotice, ...(uncallable.length > 0 ? [addressNotice(uncallable)] : [])])
    terminal.note(terminal.say(line));
  return uncallable.length > 0 ? exitCodes.findings : exitCodes.ok;
}

const rulesNotice = {
  ja: "注意: schema/policy.yaml の決まりとサブグラフへの署名はハブのものです。ほかのルーターでは、その前で守ってください。",
  en: "Note: the rules of schema/policy.yaml and the signatures of calls are the hub's. Another router needs its own.",
};

const addressNotice = (names: readonly string[]) => ({
  ja: `${names.join("、")} はほかのプログラムから呼べるアドレスを持ちません。別のプロセスで動かしてから書き出してください。`,
  en: `${names.join(", ")} has no address that another program can call. Run it as a process of its own, then export again.`,
});
