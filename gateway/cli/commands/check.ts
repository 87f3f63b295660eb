/** `jinkatsu check`: says what the hub would say of a department's schema, before it is published. */
import { readFileSync } from "node:fs";
import { Argument, Command, Option } from "commander";
import { errors } from "#kit/errors.ts";
import { passes } from "../../registry/check/check-result.ts";
import { runChecks } from "../../registry/check/run-checks.ts";
import { policyFile, readDesignPolicy } from "../../registry/policy.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { printVerdict, verdictJson } from "../registry/print-verdict.ts";
import { readPublishedFolder } from "../registry/read-published-folder.ts";
import type { Terminal } from "../terminal.ts";

interface CheckFlags {
  readonly schema: string;
  readonly url?: string;
  readonly against: string;
  readonly policy: string;
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
        "公開中の SDL（名前.graphql）のフォルダー",
        "folder of what is published, as name.graphql",
      ).makeOptionMandatory(),
    )
    .addOption(option("--policy <file>", "設計方針", "the design policy").default(policyFile, "schema/policy.yaml"))
    .addOption(option("--json", "結果を JSON で出す", "report in JSON"))
    .action(async (name: string, { schema, url, against, policy, json }: CheckFlags) => {
      const verdict = await runChecks(
        { name, url, sdl: readSchemaFile(schema) },
        { published: readPublishedFolder(against), policy: readDesignPolicy(policy) },
      );
      if (json) terminal.print(verdictJson(verdict, schema));
      else printVerdict(terminal, verdict, schema);
      finish(passes(verdict.results) ? exitCodes.ok : exitCodes.findings);
    });
}

const description = {
  ja: "部局のスキーマを、公開する前に確かめる（公開中のほかの部局のスキーマと合わせて）",
  en: "Check a department's schema against what the others have published, before it is published",
};

function readSchemaFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw errors.schemaFileUnreadable(file, error instanceof Error && "code" in error ? String(error.code) : "?");
  }
}
