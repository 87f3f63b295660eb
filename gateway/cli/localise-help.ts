/** Gives Commander's own words (titles, usage errors) in the reader's language and its exit codes to us. */

import type { Command } from "commander";
import { toVisible } from "#kit/text/visible-signs.ts";
import type { Terminal } from "./terminal.ts";

export function useLanguage(program: Command, terminal: Terminal): Command {
  for (const command of withSubcommands(program)) {
    command
      .exitOverride()
      .helpOption("-h, --help", terminal.say({ ja: "使い方を表示する", en: "show how to use it" }))
      .configureHelp({ styleTitle: (title) => (terminal.language === "ja" ? (titles[title] ?? title) : title) })
      .configureOutput({ outputError: (text, write) => write(usageError(text, command, terminal)) });
  }
  return program.helpCommand(false);
}

function withSubcommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap((each) => withSubcommands(each.helpCommand(false)))];
}

const titles: Readonly<Record<string, string>> = {
  "Usage:": "使い方:",
  "Arguments:": "引数:",
  "Options:": "オプション:",
  "Commands:": "コマンド:",
};

/** Commander's sentence names the option or argument in quotes, and that is what a reader needs of it. */
function usageError(text: string, command: Command, { say }: Terminal): string {
  const [sentence = "", hint = ""] = text
    .trim()
    .replace(/^error: /, "")
    .split("\n");
  const [, near] = /^\(Did you mean (?:one of )?(.+)\?\)$/.exec(hint) ?? [];
  const named = [...sentence.matchAll(/'([^']*)'/g)].map(([, name]) => name).join(" ");
  const help = `${pathOf(command)} --help`;
  const said = say({
    ja: `使い方が正しくありません（${named || sentence}）。${near ? `もしかして: ${near}。` : ""}${help} で確かめてください。`,
    en: `Wrong usage: ${sentence.replace(/\.$/, "")}.${near ? ` Did you mean ${near}?` : ""} See ${help}.`,
  });
  return `${toVisible(said)}\n`;
}

function pathOf(command: Command): string {
  const { parent } = command;
  return parent ? `${pathOf(parent)} ${command.name()}` : command.name();
}
