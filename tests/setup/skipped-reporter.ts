/** The last lines of a run: which tests this machine could not run, and how to have what they need. */
import path from "node:path";
import { describeMissing, findProgram, programNames } from "./programs.ts";

/** What is read here of Jest's `AggregatedResult`. */
interface RunResult {
  readonly testResults: readonly {
    readonly testFilePath: string;
    readonly numPendingTests: number;
    readonly skipped: boolean;
  }[];
}

export default class SkippedReporter {
  onRunComplete(_contexts: unknown, { testResults }: RunResult): void {
    const missing = programNames.filter((name) => !isHere(name)).map(describeMissing);
    if (missing.length === 0) return;
    const skipped = testResults
      .filter(({ numPendingTests, skipped: whole }) => whole || numPendingTests > 0)
      .map(({ testFilePath }) => path.relative(process.cwd(), testFilePath))
      .sort();
    const report = `\n${toLines("This machine does not have", missing)}${toLines("Skipped, wholly or in part", skipped)}`;
    // Jest's own summary comes after this hook, and who reads a run reads its end.
    process.once("exit", () => process.stderr.write(report));
  }
}

/** A server that runs already is as good as a program to start one with. */
function isHere(name: (typeof programNames)[number]): boolean {
  if (findProgram(name) !== undefined) return true;
  return name === "databaseServer" && Boolean(process.env["JINKATSU_TEST_DATABASE_URL"]);
}

function toLines(heading: string, items: readonly string[]): string {
  return items.length === 0 ? "" : `${heading}:\n${items.map((item) => `  ${item}\n`).join("")}`;
}
