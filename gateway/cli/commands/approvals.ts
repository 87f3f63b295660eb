/** `jinkatsu pending`, `approve`, `refuse` and `answer`: what waits for a department's word, and its word. */
import { Argument, Command, Option } from "commander";
import type { Finding } from "../../registry/check/finding.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { type ChangeAnswer, createHubClient } from "../registry/hub-client.ts";
import { reportChange } from "../registry/print-change.ts";
import { type HubFlags, subgraphArgument, withHub } from "../registry/registry-options.ts";
import type { Bilingual, Terminal } from "../terminal.ts";

interface PendingDraft {
  readonly id: string;
  readonly subgraph: string;
  readonly action: string;
  readonly at: string;
  readonly author: string;
  readonly message: string | null;
  readonly dueAt: string | null;
  readonly awaits: readonly string[];
  readonly isReminded: boolean;
  readonly findings: readonly Finding[];
}

export function pendingCommand(terminal: Terminal): Command {
  const { say } = terminal;
  const command = new Command("pending").description(
    say({
      ja: "承認（決裁）を待っている公開の一覧。急ぐものから",
      en: "List what waits for approval, the most urgent first",
    }),
  );
  return withHub(command, terminal).action(async ({ hub, json }: HubFlags) => {
    const { pending } = await createHubClient(hub).get<{ readonly pending: readonly PendingDraft[] }>("pending");
    if (json) terminal.printJson({ pending });
    else for (const draft of pending) printPending(terminal, draft);
  });
}

function printPending({ print, say }: Terminal, draft: PendingDraft): void {
  const { id, subgraph, action, awaits, dueAt, isReminded, author, message, findings } = draft;
  const due = say({ ja: `${dueAt?.slice(0, 10)} まで`, en: `until ${dueAt?.slice(0, 10)}` });
  const urgent = isReminded ? say({ ja: "  催促", en: "  reminder" }) : "";
  const what = actions[action] ? `  ${say(actions[action])}` : "";
  print(`${id}  ${subgraph}${what} → ${awaits.join(", ")}  ${due}${urgent}  ${author}  ${message ?? ""}`.trimEnd());
  for (const { code, coordinate, message: text } of findings) print(`   ${code}  ${coordinate ?? ""}  ${say(text)}`);
}

/** What is wanted other than a publish. */
const actions: Readonly<Record<string, Bilingual>> = {
  rolledBack: { ja: "（前の版に戻す）", en: "(rollback)" },
  deleted: { ja: "（除外）", en: "(delete)" },
};

interface DecideFlags extends HubFlags {
  readonly reason: string;
}

interface DecideAnswer {
  readonly outcome: "approved" | "refused";
  readonly awaits?: readonly string[];
  readonly publishing?: ChangeAnswer;
}

export function decideCommand(
  terminal: Terminal,
  finish: (exitCode: ExitCode) => void,
  verdict: "approve" | "refuse",
): Command {
  const { say } = terminal;
  const command = new Command(verdict)
    .description(say(descriptions[verdict]))
    .addArgument(new Argument("<id>", say({ ja: "pending が示す番号", en: "the id that pending shows" })))
    .addOption(reasonOption(terminal));
  return withHub(command, terminal).action(async (draft: string, { reason, hub, json }: DecideFlags) => {
    const answer = await createHubClient(hub).post<DecideAnswer>(verdict, { draft, reason });
    finish(reportDecision(terminal, answer, { draft, json: json === true }));
  });
}

const descriptions = {
  approve: { ja: "自部局に関わる変更を承認する（決裁）", en: "Approve a change that touches your department's types" },
  refuse: { ja: "自部局に関わる変更を承認しない", en: "Refuse a change that touches your department's types" },
};

function reasonOption({ say }: Terminal): Option {
  return new Option(
    "--reason <text>",
    say({ ja: "理由（必須。記録に残る）", en: "why (required); it is kept" }),
  ).makeOptionMandatory();
}

function reportDecision(
  terminal: Terminal,
  { outcome, awaits = [], publishing }: DecideAnswer,
  { draft, json }: { readonly draft: string; readonly json: boolean },
): ExitCode {
  if (publishing) return reportChange(terminal, { answer: publishing, file: draft, json });
  if (json) terminal.printJson({ outcome, awaits });
  else if (outcome === "refused") terminal.print(terminal.say({ ja: "承認しませんでした。", en: "Refused." }));
  else
    terminal.print(
      terminal.say({
        ja: `承認しました。残り: ${awaits.join("、")}`,
        en: `Approved. Still waits for ${awaits.join(", ")}.`,
      }),
    );
  return exitCodes.ok;
}

interface AnswerFlags extends HubFlags {
  readonly reason: string;
}

export function answerCommand(terminal: Terminal): Command {
  const { say } = terminal;
  const command = new Command("answer")
    .description(
      say({
        ja: "ほかの部局のものに似ているという指摘に一度だけ答える",
        en: "Answer once what resembles something of another department",
      }),
    )
    .addArgument(subgraphArgument(terminal))
    .addArgument(new Argument("<coordinate>", say({ ja: "自部局のもの", en: "what is yours" })))
    .addArgument(new Argument("<other>", say({ ja: "似ているもの", en: "what it resembles" })))
    .addArgument(
      new Argument(
        "<answer>",
        say({ ja: "link 参照する、merge 一つにする、different 別のもの", en: "link, merge or different" }),
      ).choices(["link", "merge", "different"]),
    )
    .addOption(reasonOption(terminal));
  return withHub(command, terminal).action(
    async (subgraph: string, coordinate: string, other: string, answer: string, flags: AnswerFlags) => {
      const body = { subgraph, coordinate, other, answer, reason: flags.reason };
      const kept = await createHubClient(flags.hub).post<object>("answer", body);
      if (flags.json) terminal.printJson(kept);
      else terminal.print(say({ ja: "記録しました。次からは指摘しません。", en: "Kept. It is not asked again." }));
    },
  );
}
