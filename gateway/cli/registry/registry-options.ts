/** Arguments and options that the commands of the registry share. */
import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import type { Terminal } from "../terminal.ts";

export interface HubFlags {
  readonly hub?: string;
  readonly json?: true;
}

export function subgraphArgument({ say }: Terminal): Argument {
  return new Argument("<subgraph>", say({ ja: "サブグラフの名前", en: "name of the subgraph" }));
}

export function withHub(command: Command, { say }: Terminal): Command {
  return command
    .addOption(
      new Option(
        "--hub <url>",
        say({
          ja: "ハブのアドレス（省けば JINKATSU_HUB。トークンは JINKATSU_TOKEN）",
          en: "address of the hub; JINKATSU_HUB if left out. The token comes from JINKATSU_TOKEN",
        }),
      ).argParser(readHub),
    )
    .addOption(new Option("--json", say({ ja: "結果を JSON で出す", en: "report in JSON" })));
}

/** What every change may be told; and with what it is sent. */
export interface ChangeFlags extends HubFlags {
  readonly message?: string;
  readonly expect?: number;
  readonly accept: readonly string[];
  readonly reason?: string;
}

export function changeIn({ message, expect, accept, reason }: ChangeFlags) {
  return { message, expect, ...(accept.length > 0 || reason !== undefined ? { accept, reason } : {}) };
}

export function changeOptions(command: Command, { say }: Terminal): Command {
  return command
    .addOption(
      new Option(
        "--accept <finding>",
        say({
          ja: "利用者が使えなくなる変更の承認を、型の所有部局の決裁者に求める。CHANGE_BREAKS_CLIENT:型.項目（くり返せる）",
          en: "ask the approver of the type to accept what breaks clients: CHANGE_BREAKS_CLIENT:Type.field; can be repeated",
        }),
      )
        .argParser((text: string, before: readonly string[]) => [...before, text])
        .default([]),
    )
    .addOption(
      new Option(
        "--reason <text>",
        say({ ja: "--accept の理由（必須。記録に残る）", en: "why, with --accept; it is kept" }),
      ),
    )
    .addOption(new Option("--message <text>", say({ ja: "変更の理由", en: "why" })))
    .addOption(
      new Option(
        "--expect <version>",
        say({ ja: "今の版がこれと違えば行わない", en: "do nothing unless this is the version that stands" }),
      ).argParser(readVersion),
    );
}

/** @throws InvalidArgumentError */
export function readVersion(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("0, 1, 2 …");
  return Number(text);
}

/** @throws InvalidArgumentError */
export function readHub(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw new InvalidArgumentError("http://host:port");
  return new URL(text).origin;
}
