/** `jinkatsu history`: who published what of a subgraph, when and why; and what was not let in. */
import { Command } from "commander";
import { type AcceptedBreak, createHubClient, type HistoryAnswer, type VersionFacts } from "../registry/hub-client.ts";
import { type HubFlags, subgraphArgument, withHub } from "../registry/registry-options.ts";
import type { Terminal } from "../terminal.ts";

export function historyCommand(terminal: Terminal): Command {
  const command = new Command("history").description(terminal.say(description)).addArgument(subgraphArgument(terminal));
  return withHub(command, terminal).action(async (subgraph: string, { hub, json }: HubFlags) => {
    const history = await createHubClient(hub).get<HistoryAnswer>("history", { subgraph });
    if (json) terminal.printJson(history);
    else printHistory(terminal, history);
  });
}

const description = {
  ja: "サブグラフの版の一覧。だれが、いつ、なぜ公開したか。公開されなかったものも",
  en: "List the versions of a subgraph: who, when and why, and what was not let in",
};

function printHistory(terminal: Terminal, { versions, drafts, answers }: HistoryAnswer): void {
  for (const version of versions) {
    terminal.print(`${version.version}  ${version.at}  ${terminal.say(actionOf(version))}  ${version.author}`);
    const details = [version.digest?.slice(0, 12), version.gitCommit?.slice(0, 12), version.url, version.message];
    terminal.print(`   ${details.filter((each) => each !== null && each !== undefined).join("  ")}`);
    for (const each of version.accepted ?? []) printAccepted(terminal, each);
    for (const breach of version.breaches ?? []) terminal.print(`   ! ${terminal.say(refusedToday)}: ${breach}`);
  }
  for (const { id, status, at, author, errors, message } of drafts)
    if (status !== "published")
      terminal.print(
        `${id}  ${at}  ${terminal.say(statusOf(status))} (${errors})  ${author}  ${message ?? ""}`.trimEnd(),
      );
  for (const { coordinate, other, owner, answer, reason, author } of answers)
    terminal.print(`${coordinate} ~ ${other} (${owner}): ${answer}  ${author}  ${reason}`);
}

function printAccepted(
  { print, say }: Terminal,
  { code, coordinate, clients, reason, approvals }: AcceptedBreak,
): void {
  const by = approvals.map((each) => `${each.department}, ${each.author}: ${each.reason}`).join("; ");
  const whom = clients.length > 0 ? clients.join(", ") : say({ ja: "利用者は不明", en: "clients not known" });
  print(`   ${say({ ja: "承認された影響", en: "accepted" })}  ${code}:${coordinate}  (${whom})  ${reason}  ← ${by}`);
}

const refusedToday = { ja: "今なら公開できません", en: "would be refused today" };

function actionOf({ action, restores }: VersionFacts) {
  if (action === "seeded") return { ja: "起動時の記録", en: "found running" };
  if (action === "deleted") return { ja: "除外", en: "taken out" };
  if (action === "rolledBack") return { ja: `版 ${restores} に戻す`, en: `back to version ${restores}` };
  return { ja: "公開", en: "published" };
}

function statusOf(status: string) {
  const words: Readonly<Record<string, { readonly ja: string; readonly en: string }>> = {
    rejected: { ja: "下書き", en: "draft" },
    waiting: { ja: "承認待ち", en: "waits for approval" },
    refused: { ja: "承認されず", en: "not approved" },
    expired: { ja: "期限切れ", en: "not approved in time" },
    superseded: { ja: "後の公開に代わった", en: "superseded" },
  };
  return words[status] ?? { ja: status, en: status };
}
