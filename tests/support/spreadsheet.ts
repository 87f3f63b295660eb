/** The spreadsheet program of an office, started once for a file; skipped where it is missing, and an error in CI. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe } from "@jest/globals";
import { describeMissing, findProgram } from "../setup/programs.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const program = findProgram("spreadsheet");

if (program === undefined && process.env["CI"]) throw new Error(describeMissing("spreadsheet"));

export const describeWithSpreadsheet = program === undefined ? describe.skip : describe;

/** What is written of a text: UTF-8, with each cell as it is shown; a PDF is what it prints. */
const filters = {
  csv: "csv:Text - txt - csv (StarCalc):44,34,76,1,,1041,false,true",
  xlsx: "xlsx",
  pdf: "pdf",
} as const;

/** Opens the file and saves it as another; answers its path. */
export function convertSheet(file: string, to: keyof typeof filters): string {
  const folder = temporaryFolder();
  const profile = pathToFileURL(path.join(temporaryFolder(), "profile")).href;
  const args = [
    `-env:UserInstallation=${profile}`,
    "--headless",
    "--convert-to",
    filters[to],
    "--outdir",
    folder,
    file,
  ];
  const { status, stderr } = spawnSync(program ?? "", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`the spreadsheet program ended with ${status}: ${stderr}`);
  return path.join(folder, `${path.parse(file).name}.${to}`);
}
