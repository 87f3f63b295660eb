/** Tells what the checks found: the gravest first, each with its place and what to do; or all of it as JSON. */
import { type CheckResult, findingsOf, passes } from "../../registry/check/check-result.ts";
import type { Finding, Severity } from "../../registry/check/finding.ts";
import type { Bilingual, Terminal } from "../terminal.ts";

interface Checked {
  readonly results: readonly CheckResult[];
}

export const severities: readonly Severity[] = ["error", "warning", "notice"];

export function verdictFacts({ results }: Checked, file: string): object {
  const findings = findingsOf(results).map((finding) => ({ ...finding, ...(finding.place ? { file } : {}) }));
  const checks = results.map(({ check, status }) => ({ check, status }));
  return { passes: passes(results), checks, findings };
}

export function printVerdict(terminal: Terminal, { results }: Checked, file: string): void {
  printFindings(terminal, { results }, file);
  printConclusion(terminal, { results });
}

export function printFindings(terminal: Terminal, { results }: Checked, file: string): void {
  const findings = findingsOf(results);
  for (const severity of severities)
    for (const finding of findings.filter((each) => each.severity === severity))
      for (const line of findingLines(terminal, finding, file)) terminal.print(line);
}

/** What could not be carried out, and whether all of it lets the schema be published. */
export function printConclusion({ print, say }: Terminal, { results }: Checked): void {
  for (const result of results)
    if (result.status === "failed") print(`${say(severityWords.error)} ${say(result.reason)}`);
  print(say(summary(findingsOf(results), passes(results))));
}

/** The first says what and where, the others why and what to do. */
export function findingLines({ say }: Terminal, finding: Finding, file: string): readonly string[] {
  const { code, severity, coordinate, place, message, remedy } = finding;
  const at = place ? `${file}:${place.line}:${place.column}` : file;
  const what = [code, coordinate ?? "", at].filter((part) => part !== "").join("  ");
  return [`${say(severityWords[severity])} ${what}`, `  ${say(message)}`, `  → ${say(remedy)}`];
}

const severityWords: Readonly<Record<Severity, Bilingual>> = {
  error: { ja: "✗ 誤り", en: "✗ error" },
  warning: { ja: "! 注意", en: "! warning" },
  notice: { ja: "・参考", en: "· notice" },
};

function summary(findings: readonly Finding[], isPassing: boolean): Bilingual {
  const [errors, warnings, notices] = severities.map(
    (severity) => findings.filter((finding) => finding.severity === severity).length,
  );
  return {
    ja: `${isPassing ? "公開できます" : "公開できません"}（誤り ${errors}、注意 ${warnings}、参考 ${notices}）`,
    en: `${isPassing ? "It can be published" : "It cannot be published"}: ${errors} errors, ${warnings} warnings, ${notices} notices`,
  };
}
