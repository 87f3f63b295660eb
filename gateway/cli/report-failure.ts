/** Tells why a command could not run: one line for what the hub knows, and for everything else where to look. */
import { HubError } from "#kit/errors.ts";
import { TableError } from "#kit/tabular/table-error.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { Bilingual, Terminal } from "./terminal.ts";

/** Errors that say the command was called wrongly. */
const usageErrors = new Set([
  "ACCEPT_INVALID",
  "AUDIT_KEY_HELD",
  "AUDIT_NOTHING_LOST",
  "AUDIT_REASON_MISSING",
  "DEPARTMENT_RESERVED",
  "DEPARTMENT_UNKNOWN",
  "HEADING_MAP_INVALID",
  "HEADING_SET_INVALID",
  "MOCK_UNKNOWN",
  "OVERLAP_COLUMNS_UNKNOWN",
  "OVERLAP_INPUT_MISSING",
  "OVERLAP_MAP_INVALID",
  "OVERLAP_OPTION_INVALID",
  "OVERLAP_TITLE_MISSING",
  "REASON_MISSING",
  "RESTORE_TARGET_INVALID",
]);

/** Errors that say something of what was to be done, and not of the means. */
const findings = new Set(["VERSION_CONFLICT"]);

export function reportFailure(terminal: Terminal, error: unknown, asJson: boolean): ExitCode {
  const { code, text } = describe(error);
  if (asJson) terminal.printJson({ error: { code, ...text } });
  else terminal.note(terminal.say(text));
  if (findings.has(code)) return exitCodes.findings;
  return usageErrors.has(code) ? exitCodes.usage : exitCodes.failed;
}

function describe(error: unknown): { readonly code: string; readonly text: Bilingual } {
  if (error instanceof HubError) return { code: error.code, text: { ...error.text } };
  if (error instanceof TableError) return { code: error.code, text: { ja: error.ja, en: error.en } };
  const detail = error instanceof Error ? error.message : String(error);
  return {
    code: "UNEXPECTED",
    text: { ja: `予期しない誤りで止まりました: ${detail}`, en: `Stopped by an unexpected error: ${detail}` },
  };
}
