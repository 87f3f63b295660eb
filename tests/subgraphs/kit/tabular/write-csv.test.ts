import { readFile } from "node:fs/promises";
import { Writable } from "node:stream";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { writeCsv } from "../../../../subgraphs/kit/tabular/write-csv.ts";
import { readCells, useFolder } from "./fixtures.ts";

const folder = useFolder();

describe("A written CSV file", () => {
  test("has a BOM, CR LF, and quotes only where they are needed", async () => {
    await writeCsv(
      folder.path("out.csv"),
      ["事業名", "理由"],
      [
        ['a"b', "x,y"],
        ["改\n行", "z"],
      ],
    );

    expect(await readFile(folder.path("out.csv"), "utf8")).toBe('\uFEFF事業名,理由\r\n"a""b","x,y"\r\n"改\n行",z\r\n');
  });

  test("puts an apostrophe before what a spreadsheet would run, but not before a number", async () => {
    const cells = ["=1+1", "+81", "-12", "-1,000.5", "-a", "@x", "\tx", "\rx", "＝1", "'=x", "'a"];
    await writeCsv(
      folder.path("safe.csv"),
      cells.map((_, column) => `h${column}`),
      [cells],
    );

    const line = (await readFile(folder.path("safe.csv"), "utf8")).split("\r\n")[1];
    expect(line).toBe(`'=1+1,+81,-12,"-1,000.5",'-a,'@x,'\tx,"'\rx",'＝1,''=x,'a`);
    expect(await readCells(folder.path("safe.csv"))).toEqual([cells]);
  });

  test("gives back every cell as it was, whatever characters it has", async () => {
    const character = fc.oneof(fc.constantFrom(..."'=+-@\t\r\n\",;　＝1"), fc.string({ unit: "binary", maxLength: 1 }));
    const cell = fc.array(character, { maxLength: 8 }).map((characters) => characters.join("").replaceAll("\0", ""));
    const rows = fc.array(fc.tuple(cell, cell, fc.constant("x")), { maxLength: 20 });

    await fc.assert(
      fc.asyncProperty(rows, async (written) => {
        await writeCsv(folder.path("trip.csv"), ["a", "b", "c"], written);
        expect(await readCells(folder.path("trip.csv"))).toEqual(written);
      }),
    );
  });

  test("pulls rows only as fast as a slow stream takes them, and leaves that stream open", async () => {
    let pulled = 0;
    let ahead = 0;
    let lines = 0;
    const slow = new Writable({
      highWaterMark: 1,
      write(_, __, done) {
        lines += 1;
        ahead = Math.max(ahead, pulled - lines);
        setImmediate(done);
      },
    });
    const rows = function* (): Generator<string[]> {
      for (; pulled < 500; pulled += 1) yield [String(pulled)];
    };

    await writeCsv(slow, ["n"], rows());

    expect(pulled).toBe(500);
    expect(ahead).toBeLessThan(50);
    expect(slow.writableEnded).toBe(false);
  });
});
