/** The command line `jinkatsu`: one file a command, messages in Japanese or English, and exit codes that scripts can rely on. */
import { Command, CommanderError, Option } from "commander";
import { answerCommand, decideCommand, pendingCommand } from "./commands/approvals.ts";
import { auditCommand } from "./commands/audit.ts";
import { backupCommand } from "./commands/backup.ts";
import { checkCommand } from "./commands/check.ts";
import { contractCommand } from "./commands/contract.ts";
import { departmentCommand } from "./commands/department.ts";
import { devCommand } from "./commands/dev.ts";
import { diffCommand } from "./commands/diff.ts";
import { downloadCommand } from "./commands/download.ts";
import { exportCommand } from "./commands/export.ts";
import { historyCommand } from "./commands/history.ts";
import { importCommand } from "./commands/import.ts";
import { newDepartmentCommand } from "./commands/new-department.ts";
import { overlapCommand } from "./commands/overlap.ts";
import { publishCommand } from "./commands/publish.ts";
import { restoreCommand } from "./commands/restore.ts";
import { deleteCommand, rollBackCommand } from "./commands/restore-version.ts";
import { tokenCommand } from "./commands/token.ts";
import { trustCommand } from "./commands/trust.ts";
import { usageCommand } from "./commands/usage.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { readLanguage } from "./language.ts";
import { useLanguage } from "./localise-help.ts";
import { reportFailure } from "./report-failure.ts";
import { createTerminal, type Terminal } from "./terminal.ts";

export async function runCommandLine(args: readonly string[]): Promise<ExitCode> {
  const terminal = createTerminal(readLanguage(args));
  const run = { exitCode: exitCodes.ok as ExitCode };
  const program = createProgram(terminal, (exitCode) => {
    run.exitCode = exitCode;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return run.exitCode;
  } catch (error) {
    // Commander has printed what it throws.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    return reportFailure(terminal, error, args.includes("--json"));
  }
}

function createProgram(terminal: Terminal, finish: (exitCode: ExitCode) => void): Command {
  const { say } = terminal;
  const program = new Command("jinkatsu")
    .description(say({ ja: "人活ハブのコマンド", en: "Commands of the Jinkatsu Hub" }))
    .addOption(
      new Option("--lang <language>", say({ ja: "表示の言語", en: "language of messages" })).choices(["ja", "en"]),
    )
    .addHelpText("after", say(exitCodeHelp));
  program.addCommand(importCommand(terminal, finish));
  program.addCommand(overlapCommand(terminal, finish));
  program.addCommand(auditCommand(terminal, finish));
  program.addCommand(tokenCommand(terminal));
  program.addCommand(trustCommand(terminal));
  program.addCommand(checkCommand(terminal, finish));
  program.addCommand(devCommand(terminal));
  program.addCommand(newDepartmentCommand(terminal));
  program.addCommand(departmentCommand(terminal));
  program.addCommand(publishCommand(terminal, finish));
  program.addCommand(historyCommand(terminal));
  program.addCommand(diffCommand(terminal));
  program.addCommand(downloadCommand(terminal));
  program.addCommand(contractCommand(terminal));
  program.addCommand(exportCommand(terminal, finish));
  program.addCommand(usageCommand(terminal, finish));
  program.addCommand(rollBackCommand(terminal, finish));
  program.addCommand(deleteCommand(terminal, finish));
  program.addCommand(pendingCommand(terminal));
  program.addCommand(decideCommand(terminal, finish, "approve"));
  program.addCommand(decideCommand(terminal, finish, "refuse"));
  program.addCommand(answerCommand(terminal));
  program.addCommand(backupCommand(terminal));
  program.addCommand(restoreCommand(terminal));
  return useLanguage(program, terminal);
}

const exitCodeHelp = {
  ja: "\n終了コード: 0 正常、1 指摘あり（拒否した行など）、2 使い方の誤り、3 実行できない",
  en: "\nExit codes: 0 done, 1 findings (such as rejected rows), 2 wrong usage, 3 could not run",
};

if (import.meta.main) process.exitCode = await runCommandLine(process.argv.slice(2));
