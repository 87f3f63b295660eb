/** Reads lines of checkpoints: a write that was cut off leaves the beginning of one, which hides nothing of what stands beside it. */
import { readStatement } from "./checkpoint.ts";

export interface StatementLines {
  /** Whole statements, as they are signed. */
  readonly statements: readonly string[];
  /** What is none, and cannot be read. */
  readonly pieces: readonly string[];
}

export function readStatementLines(text: string): StatementLines {
  const lines = text
    .split("\n")
    .filter((line) => line !== "")
    .flatMap(partsOf);
  const isWhole = (line: string) => readStatement(line) !== undefined;
  return { statements: lines.filter(isWhole), pieces: lines.filter((line) => !isWhole(line)) };
}

const beginning = '{"checkpoint":';

/** The statement after one that was cut off stands in the same line. */
function partsOf(line: string): readonly string[] {
  const at = line.lastIndexOf(beginning);
  const isJoined = at > 0 && readStatement(line) === undefined && readStatement(line.slice(at)) !== undefined;
  return isJoined ? [line.slice(0, at), line.slice(at)] : [line];
}

/** Whether it is the beginning of a statement that stands whole somewhere: then nothing is missing. */
export function isCutOff(piece: string, statements: readonly string[]): boolean {
  return statements.some((statement) => statement.startsWith(piece));
}
