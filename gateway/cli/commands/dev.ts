/** `jinkatsu dev`: a department's schema served among those of the others as it is being written, with what is found at each save. */
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { type DevelopmentFlags, startDevelopment } from "../dev/start.ts";
import { readHub } from "../registry/registry-options.ts";
import type { Terminal } from "../terminal.ts";

export function devCommand(terminal: Terminal): Command {
  const { say } = terminal;
  const option = (flags: string, ja: string, en: string) => new Option(flags, say({ ja, en }));
  return new Command("dev")
    .description(say(description))
    .addArgument(
      new Argument(
        "<subgraph>",
        say({ ja: "書いているサブグラフの名前", en: "name of the subgraph at work" }),
      ).argParser(readName),
    )
    .addOption(
      option(
        "--schema <file>",
        "公開する SDL のファイル、またはキットで書く <名前>.graphql。保存するたびに読み直す",
        "the SDL that is published, or what is written with the kit; read again whenever it is saved",
      ).makeOptionMandatory(),
    )
    .addOption(
      option("--url <url>", "それが動いているアドレス", "where it runs")
        .argParser(readAddress)
        .default("http://127.0.0.1:4001/graphql"),
    )
    .addOption(
      option(
        "--hub <url>",
        "ほかの部局の公開中の SDL を、このハブから読む（省けば JINKATSU_HUB。トークンは JINKATSU_TOKEN）",
        "the hub that has the SDLs of the others; JINKATSU_HUB if left out. The token comes from JINKATSU_TOKEN",
      ).argParser(readHub),
    )
    .addOption(
      option(
        "--against <folder>",
        "ハブの代わりに、公開中の SDL（名前.graphql）のフォルダーから読む",
        "in place of a hub, a folder of what is published, as name.graphql",
      ).conflicts("hub"),
    )
    .addOption(
      option("--port <number>", "待ち受けるポート。0 なら空いているもの", "port to serve on; 0 takes a free one")
        .argParser(readPort)
        .default(4100),
    )
    .addOption(
      option(
        "--mock <names>",
        "SDL から作った代役に答えさせるサブグラフ。コンマで区切る。書いているものでもよい",
        "subgraphs that a mock made from the SDL answers for, separated by commas; also the one at work",
      )
        .argParser(readNames)
        .default([], say({ ja: "なし", en: "none" })),
    )
    .addOption(option("--mock-others", "ほかのすべてを代役にする", "mock all others"))
    .addHelpText("after", say(more))
    .action((name: string, flags: DevelopmentFlags) => startDevelopment(terminal, name, flags));
}

const description = {
  ja: "部局のスキーマを書きながら、ほかの部局のスキーマと合わせて動かす。保存のたびに確かめ、GraphiQL で試せる",
  en: "Serve a department's schema among those of the others while it is written: checked at every save, with GraphiQL",
};

const more = {
  ja: `
代役は、指定がなくても、ハブのプロセスの中で動くもの（ほかから呼べない）と、応答しないものに立てます。鍵のないまま署名を求めるものも
同じです（JINKATSU_SUBGRAPH_KEYS）。値は型、項目、キーから決まり、いつも同じです。合成できない間は、最後に合成できたグラフを使い続けます。
決まり（@authenticated など）の無い項目は、だれにでも見えます。JINKATSU_POLICY の設計方針で確かめます。Ctrl+C で終わります。`,
  en: `
Mocked without being asked for: subgraphs that run inside the hub's process, which nobody else can call, and those that do not answer, also for want
of a signature (JINKATSU_SUBGRAPH_KEYS). Their values follow from type, field and key, and are always the same. While the schema does not compose,
the last graph that did is served. Fields without a rule such as @authenticated are open to everybody. The design policy is that of JINKATSU_POLICY.
Ctrl+C ends it.`,
};

const nameForm = /^[a-z][a-z0-9-]{0,62}$/;

function readName(text: string): string {
  if (!nameForm.test(text)) throw new InvalidArgumentError("a-z 0-9 -");
  return text;
}

function readNames(text: string, before: readonly string[]): readonly string[] {
  return [...before, ...text.split(",").map((name) => readName(name.trim()))];
}

function readAddress(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw new InvalidArgumentError("http://host:port/graphql");
  return text;
}

function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError("0 … 65535");
  return Number(text);
}
