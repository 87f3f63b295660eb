/** `jinkatsu publish`: publishes a department's schema to a running hub, or says what keeps it from being published. */
import { Command, Option } from "commander";
import type { ExitCode } from "../exit-codes.ts";
import { type ChangeAnswer, createHubClient } from "../registry/hub-client.ts";
import { reportChange } from "../registry/print-change.ts";
import { commitOf, readSchemaFile } from "../registry/read-schema-file.ts";
import { type ChangeFlags, changeIn, changeOptions, subgraphArgument, withHub } from "../registry/registry-options.ts";
import type { Terminal } from "../terminal.ts";

interface PublishFlags extends ChangeFlags {
  readonly schema: string;
  readonly url?: string;
  readonly commit?: string;
  readonly notYetRunning?: true;
}

export function publishCommand(terminal: Terminal, finish: (exitCode: ExitCode) => void): Command {
  const { say } = terminal;
  const option = (flags: string, ja: string, en: string) => new Option(flags, say({ ja, en }));
  const command = new Command("publish")
    .description(say(description))
    .addArgument(subgraphArgument(terminal))
    .addOption(option("--schema <file>", "公開する SDL", "the SDL to publish").makeOptionMandatory())
    .addOption(
      option("--url <url>", "サブグラフが答えるアドレス（省けば今のまま）", "where it answers; as before if left out"),
    )
    .addOption(
      option(
        "--commit <id>",
        "git のコミット（省けば SDL のあるリポジトリーから）",
        "git commit; the file's if left out",
      ),
    )
    .addOption(
      option(
        "--not-yet-running",
        "サービスがまだ動いていないか、まだこのスキーマでなくても公開する",
        "publish though the service does not run yet, or not yet with this schema",
      ),
    );
  return withHub(changeOptions(command, terminal), terminal).action(async (subgraph: string, flags: PublishFlags) =>
    finish(await publish(terminal, subgraph, flags)),
  );
}

const description = {
  ja: "部局のスキーマを動いているハブに公開する。問題があれば公開せずに指摘する",
  en: "Publish a department's schema to a running hub; where something speaks against it, say what and publish nothing",
};

async function publish(terminal: Terminal, subgraph: string, flags: PublishFlags): Promise<ExitCode> {
  const { schema, url, commit, notYetRunning, hub, json } = flags;
  const sdl = readSchemaFile(schema);
  const gitCommit = commit ?? commitOf(schema);
  const answer = await createHubClient(hub).post<ChangeAnswer>("publish", {
    subgraph,
    sdl,
    url,
    gitCommit,
    notYetRunning,
    ...changeIn(flags),
  });
  return reportChange(terminal, { answer, file: schema, json: json === true });
}
