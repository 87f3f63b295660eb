/** `jinkatsu rollback` and `jinkatsu delete`: back to an earlier version, or out of the graph; with the same checks as a publish. */
import { Argument, Command } from "commander";
import type { ExitCode } from "../exit-codes.ts";
import { type ChangeAnswer, createHubClient } from "../registry/hub-client.ts";
import { reportChange } from "../registry/print-change.ts";
import {
  type ChangeFlags,
  changeIn,
  changeOptions,
  readVersion,
  subgraphArgument,
  withHub,
} from "../registry/registry-options.ts";
import type { Terminal } from "../terminal.ts";

export function rollBackCommand(terminal: Terminal, finish: (exitCode: ExitCode) => void): Command {
  const { say } = terminal;
  const command = new Command("rollback")
    .description(
      say({
        ja: "サブグラフを前の版に戻す（新しい版として）",
        en: "Take a subgraph back to an earlier version, as a new one",
      }),
    )
    .addArgument(subgraphArgument(terminal))
    .addArgument(
      new Argument("<version>", say({ ja: "戻す先の版", en: "the version to go back to" })).argParser(readVersion),
    );
  return withHub(changeOptions(command, terminal), terminal).action(
    async (subgraph: string, to: number, flags: ChangeFlags) => {
      const body = { subgraph, to, ...changeIn(flags) };
      const answer = await createHubClient(flags.hub).post<ChangeAnswer>("rollback", body);
      finish(reportChange(terminal, { answer, file: `${subgraph} ${to}`, json: flags.json === true }));
    },
  );
}

export function deleteCommand(terminal: Terminal, finish: (exitCode: ExitCode) => void): Command {
  const { say } = terminal;
  const command = new Command("delete")
    .description(say({ ja: "サブグラフをグラフから除く", en: "Take a subgraph out of the graph" }))
    .addArgument(subgraphArgument(terminal));
  return withHub(changeOptions(command, terminal), terminal).action(async (subgraph: string, flags: ChangeFlags) => {
    const answer = await createHubClient(flags.hub).post<ChangeAnswer>("delete", { subgraph, ...changeIn(flags) });
    finish(reportChange(terminal, { answer, file: subgraph, json: flags.json === true }));
  });
}
