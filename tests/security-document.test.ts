/** What SECURITY.md says is tested is tested: each file is there, and each title that it quotes is a test's. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";

const root = path.resolve(import.meta.dirname, "..");
const text = readFileSync(path.join(root, "SECURITY.md"), "utf8");
const start = text.indexOf("## What strangers send");
const rows = text
  .slice(start, text.indexOf("\n**", start))
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| input "));

/** Each file of a cell with the titles that follow it. */
function testsIn(row: string): readonly (readonly [file: string, title: string])[] {
  const cell = row.split(" | ").at(-1) ?? "";
  return cell.split("; ").flatMap((part) => {
    const [, file = ""] = /^`([^`]+)`/.exec(part) ?? [];
    return [...part.matchAll(/"([^"]+)"/g)].map(([, title = ""]) => [file, title] as const);
  });
}

describe("the table of what strangers send", () => {
  test("has a bound and a test for each input", () => {
    expect(rows.length).toBeGreaterThan(25);
    expect(rows.filter((row) => row.split(" | ").length !== 3 || testsIn(row).length === 0)).toEqual([]);
  });

  test.each(rows.flatMap(testsIn))("names a test that there is: %s, %j", (file, title) => {
    expect(existsSync(path.join(root, file))).toBe(true);
    expect(readFileSync(path.join(root, file), "utf8")).toContain(`"${title}"`);
  });
});
