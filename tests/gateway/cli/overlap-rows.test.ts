/** The rows that `jinkatsu overlap` reads, where a file is not what it should be. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { readRows } from "../../../gateway/cli/overlap/read-rows.ts";
import { collect } from "../../support/collect.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

function fileWith(name: string, content: string | Buffer): string {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

const endless = "x".repeat(17 * 1024 * 1024);
const packed = gzipSync(`id\ttitle\n${Array.from({ length: 100_000 }, (_, id) => `${id}\tx\n`).join("")}`);

describe("a file of rows", () => {
  test.each([
    ["NDJSON with a line without an end", "long.ndjson", `{"id":"1","title":"${endless}"}`],
    ["a table with a row without an end", "long.tsv", `id\ttitle\n1\t${endless}\n`],
    ["a packed table that is cut off", "cut.tsv.gz", packed.subarray(0, -100)],
    ["packed NDJSON that is cut off", "cut.ndjson.gz", gzipSync(`{"id":"1"}\n${endless}`).subarray(0, -100)],
  ])("that is %s is told to be unreadable", async (_, name, content) => {
    await expect(collect(readRows(fileWith(name, content)))).rejects.toMatchObject({
      code: "OVERLAP_FILE_UNREADABLE",
      message: expect.stringContaining(name),
    });
  });

  test("has a row a line, whichever way lines end", async () => {
    const rows = await collect(
      readRows(fileWith("few.ndjson", '\uFEFF{"id":"1"}\r\n\n{"id":"2\u2028"}\n[]\n{"id":"3"}')),
    );

    expect(rows.map(({ kind, number }) => [kind, number])).toEqual([
      ["row", 1],
      ["row", 3],
      ["rejected", 4],
      ["row", 5],
    ]);
  });
});
