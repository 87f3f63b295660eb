/** `jinkatsu check`: says what the hub would say of a department's schema, before it is published. */
import { Argument, Command, Option } from "commander";
import { waysBy } from "#kit/network/ask-subgraph.ts";
import { readSettings } from "#kit/settings.ts";
import { readHubAccess } from "../../config.ts";
import { type CheckResult, passes } from "../../registry/check/check-result.ts";
import { checkService } from "../../registry/check/check-service.ts";
import type { Proposal } from "../../registry/check/proposal.ts";
import { runChecks, type Verdict } from "../../registry/check/run-checks.ts";
import { policyFile, readDesignPolicy } from "../../registry/policy.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { type ChangeAnswer, createHubClient } from "../registry/hub-client.ts";
import { openUsage } from "../registry/open-usage.ts";
import { reportChange } from "../registry/print-change.ts";
import { printVerdict, verdictFacts } from "../registry/print-verdict.ts";
import { readPublishedFolder } from "../registry/read-published-folder.ts";
import { readPublishedSubgraphs } from "../registry/read-published-subgraphs.ts";
import { readSchemaFile } from "../registry/read-schema-file.ts";
import type { Bilingual, Terminal } from "../terminal.ts";

interface CheckFlags {
  readonly schema: string;
  readonly url?: string;
  readonly against?: string;
  readonly usage?: true;
  readonly policy: string;
  readonly hub?: string;
  readonly json?: true;
}

export function checkCommand(terminal: Terminal, finish: (exitCode: ExitCode) => void): Command {
  const { say } = terminal;
  const option = (flags: string, ja: string, en: string) => new Option(flags, say({ ja, en }));
  return new Command("check")
    .description(say(description))
    .addArgument(new Argument("<subgraph>", say({ ja: "サブグラフの名前", en: "name of the subgraph" })))
    .addOption(
      option("--schema <file>", "公開しようとする SDL", "the SDL that is to be published").makeOptionMandatory(),
    )
    .addOption(option("--url <url>", "サブグラフのアドレス", "where the subgraph answers"))
    .addOption(
      option(
        "--against <folder>",
        "公開中の SDL（名前.graphql）のフォルダー。省けば、JINKATSU_HUB があればそのハブ、なければ JINKATSU_SUBGRAPHS のサブグラフに尋ねる",
        "folder of what is published, as name.graphql; if left out, the hub of JINKATSU_HUB is asked or, where that is not set, the subgraphs of JINKATSU_SUBGRAPHS",
      ),
    )
    .addOption(
      option(
        "--usage",
        "ハブのデータベースにある利用の記録で、変更の影響を判断する",
        "judge what changes by the usage in the hub's database",
      ),
    )
    .addOption(
      option(
        "--hub <url>",
        "動いているハブに、公開したときと同じ確認をさせる（省けば JINKATSU_HUB。トークンは JINKATSU_TOKEN）",
        "have a running hub check it as if it were published; JINKATSU_HUB if left out. The token comes from JINKATSU_TOKEN",
      ).conflicts(["against", "usage"]),
    )
    .addOption(option("--policy <file>", "設計方針", "the design policy").default(policyFile, "schema/policy.yaml"))
    .addOption(option("--json", "結果を JSON で出す", "report in JSON"))
    .action(async (name: string, flags: CheckFlags) => finish(await checkSchema(terminal, name, flags)));
}

const description = {
  ja: "部局のスキーマを、公開する前に確かめる（公開中のほかの部局のスキーマと合わせて）",
  en: "Check a department's schema against what the others have published, before it is published",
};

async function checkSchema(terminal: Terminal, name: string, flags: CheckFlags): Promise<ExitCode> {
  const { schema, url, against, policy, json } = flags;
  const proposal = { name, url, sdl: readSchemaFile(schema) };
  const isLocal = against !== undefined || flags.usage === true;
  if (flags.hub !== undefined || (!isLocal && readHubAccess().isNamed)) return checkAtHub(terminal, proposal, flags);
  const published = against === undefined ? await readPublishedSubgraphs() : readPublishedFolder(against);
  const usage = flags.usage ? await openUsage() : undefined;
  try {
    if (usage) terminal.note(terminal.say(usageKnown(usage.since)));
    const around = {
      published,
      policy: readDesignPolicy(policy, readSettings().mode),
      ...(usage?.readUse ? { readUse: usage.readUse } : {}),
    };
    const verdict = await runChecks(proposal, around);
    const service = await serviceOf(proposal, verdict);
    const results = service ? [...verdict.results, service] : verdict.results;
    if (json) terminal.printJson(verdictFacts({ results }, schema));
    else printVerdict(terminal, { results }, schema);
    return exitCodeOf({ results });
  } finally {
    await usage?.close();
  }
}

/** Undefined where there is nobody to ask: no address, or none that may be called. */
async function serviceOf(proposal: Proposal, { results }: Verdict): Promise<CheckResult | undefined> {
  const mayAsk = results.some(
    (each) => each.check === "url" && each.status === "completed" && each.findings.length === 0,
  );
  return mayAsk
    ? checkService(proposal, { way: waysBy(readSettings())(proposal.name), severity: "warning" })
    : undefined;
}

async function checkAtHub(terminal: Terminal, { name, url, sdl }: Proposal, flags: CheckFlags): Promise<ExitCode> {
  const answer = await createHubClient(flags.hub).post<ChangeAnswer>("check", { subgraph: name, sdl, url });
  return reportChange(terminal, { answer, file: flags.schema, json: flags.json === true });
}

function exitCodeOf({ results }: Pick<Verdict, "results">): ExitCode {
  if (results.some(({ status }) => status === "failed")) return exitCodes.failed;
  return passes(results) ? exitCodes.ok : exitCodes.findings;
}

function usageKnown(since: string | undefined): Bilingual {
  if (since === undefined)
    return {
      ja: "利用の記録がありません。何が使われているか分からないものとして判断します。",
      en: "No usage is recorded here: what is used counts as unknown.",
    };
  const day = since.slice(0, 10);
  return { ja: `利用の記録は ${day} からあります。`, en: `Usage is recorded since ${day}.` };
}
