/** Tells what a save has brought (+) and settled (-) among the findings, and how many are as they were. */
import type { Finding } from "../../registry/check/finding.ts";
import { findingLines, severities } from "../registry/print-verdict.ts";
import type { Terminal } from "../terminal.ts";

interface Changes {
  readonly before: readonly Finding[];
  readonly after: readonly Finding[];
  /** Where the findings lie. */
  readonly file: string;
}

export function printFindingChanges(terminal: Terminal, { before, after, file }: Changes): void {
  const gone = without(before, after);
  const added = without(after, before);
  // Where it was says nothing now.
  for (const { place: _, ...finding } of gone) {
    const [what = ""] = findingLines(terminal, finding, file);
    terminal.print(`- ${what}`);
  }
  for (const finding of added) {
    const [what, ...more] = findingLines(terminal, finding, file);
    for (const line of [`+ ${what}`, ...more.map((each) => `  ${each}`)]) terminal.print(line);
  }
  const left = after.length - added.length;
  if (left > 0) terminal.print(terminal.say({ ja: `  前からのもの ${left}`, en: `  ${left} as before` }));
}

/** In order of severity. A line further down is no other finding. */
function without(findings: readonly Finding[], others: readonly Finding[]): readonly Finding[] {
  const known = new Set(others.map(identityOf));
  const rest = findings.filter((finding) => !known.has(identityOf(finding)));
  return severities.flatMap((severity) => rest.filter((finding) => finding.severity === severity));
}

function identityOf({ code, coordinate, message }: Finding): string {
  return JSON.stringify([code, coordinate, message.en]);
}
