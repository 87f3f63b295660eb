/** The pages of a PDF as text; tests of them are skipped where the program is missing that reads them, never in CI. */
import { spawnSync } from "node:child_process";
import { describeMissing, findProgram } from "../setup/programs.ts";

export const pdfReaderIsHere = findProgram("pdfReader") !== undefined;

if (!pdfReaderIsHere && process.env["CI"]) throw new Error(describeMissing("pdfReader"));

/** Without spaces, which stand where lines break. */
export function pagesOf(file: string): readonly string[] {
  const text = spawnSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).stdout;
  return text
    .split("\f")
    .slice(0, -1)
    .map((each) => each.replace(/\s/g, ""));
}
