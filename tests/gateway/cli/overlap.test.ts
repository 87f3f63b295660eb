/** `jinkatsu overlap` as a person or a script meets it. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { databases } from "../../support/databases.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { jinkatsu } from "./command-line.ts";

const settings = databases[0].newSettings();
const measures = path.resolve(import.meta.dirname, "../../fixtures/toyama/toyama-measures.csv");
const map = "id=name_ja,title=name_ja,description=facts,target=target_groups,organisation=department,sector=sector";

async function overlap(...args: readonly string[]) {
  const folder = temporaryFolder();
  const output = path.join(folder, "out");
  const ran = await jinkatsu(settings, ["overlap", ...args, "--output", output]);
  return { ...ran, written: existsSync(output) ? readFileSync(output, "utf8") : "" };
}

interface Line {
  readonly id: string;
  readonly neighbors: readonly string[];
  readonly scores: readonly number[];
  readonly evidence: readonly {
    readonly shared: readonly string[];
    readonly waterfall: readonly { readonly bits: number }[];
  }[];
  readonly advice?: readonly (object | null)[];
  readonly version: string;
}

function linesOf(written: string): readonly Line[] {
  return written
    .trim()
    .split("\n")
    .map((line): Line => JSON.parse(line));
}

function fileWith(name: string, content: string | Buffer): string {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

describe("jinkatsu overlap", () => {
  test("writes the neighbours of each record, best first, with shared phrases and bits that add up to the score", async () => {
    const { code, written } = await overlap("--input", measures, "--map", map, "--top", "5");
    const lines = linesOf(written);

    expect({ code, records: lines.length }).toEqual({ code: 0, records: 226 });
    for (const { neighbors, scores, evidence } of lines) {
      expect([scores.length, evidence.length]).toEqual([neighbors.length, neighbors.length]);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      const sums = evidence.map(({ waterfall }) => waterfall.reduce((sum, { bits }) => sum + bits, 0));
      expect(sums.map((sum) => Math.round(sum * 1000) / 1000)).toEqual(scores);
    }
    const loans = lines.find(({ id }) => id === "介護福祉士等修学資金貸付事業");
    expect(loans?.evidence[0]?.shared).toContain("修学資金貸付事業");
  });

  test("reads the same from NDJSON packed with gzip, and answers the same", async () => {
    const rows = [
      { id: "a", title: "介護人材の研修", law: ["介護保険法"], body: "厚生部" },
      { id: "b", title: "介護人材の確保研修", law: ["介護保険法"], body: "教育委員会" },
      { id: "c", title: "介護人材の研修会", body: "厚生部" },
    ];
    const text = rows.map((row) => JSON.stringify(row)).join("\n");
    const args = ["--map", "organisation=body,law=law", "--across", "organisation"];
    const plain = await overlap("--input", fileWith("rows.ndjson", text), ...args);
    const packed = await overlap("--input", fileWith("rows.ndjson.gz", gzipSync(text)), ...args);

    expect(packed.written).toBe(plain.written);
    expect(linesOf(plain.written).map(({ id, neighbors }) => [id, neighbors])).toEqual([
      ["a", ["b"]],
      ["b", expect.arrayContaining(["a", "c"])],
      ["c", ["b"]],
    ]);
  });

  test("finds whom a text names by a 予算事業ID, which is the row's id, too", async () => {
    const rows = [
      "予算事業ID,事業名,概要",
      "001936,医療提供体制推進事業,※予算事業ID 001937～001938 参照",
      "001937,除細動器の普及,講習会の開催",
      "001938,助産師の活用,派遣の調整",
      "001939,林道の整備,路網の延長",
    ];

    const { written } = await overlap("--input", fileWith("sheets.csv", rows.join("\n")), "--top", "2");

    expect(linesOf(written).map(({ id, neighbors }) => [id, neighbors])).toEqual([
      ["001936", ["001937", "001938"]],
      ["001937", ["001936"]],
      ["001938", ["001936"]],
      ["001939", []],
    ]);
  });

  test("links two tables one to one", async () => {
    const first = fileWith("a.csv", "id,name\n1,Sony Turntable PSLX350H\n2,Bose Speaker AM53BK\n");
    const second = fileWith("b.csv", "id|name\n9|bose AM53BK speaker system\n8|Sony PSLX350H Turntable\n");

    const { code, written } = await overlap("--links", first, second);

    expect(code).toBe(0);
    expect(written.split("\n").map((line) => line.split(",").slice(0, 2).join(","))).toEqual(
      expect.arrayContaining(["a_id,b_id", "1,8", "2,9"]),
    );
  });

  test("gives the version of tokeniser, weights and model with each link, after its score", async () => {
    const first = fileWith("a.csv", "id,name\n1,Sony Turntable PSLX350H\n");
    const second = fileWith("b.csv", "id,name\n8,Sony PSLX350H Turntable\n");

    const { written } = await overlap("--links", first, second);

    expect(written).toMatch(/^a_id,b_id,score,version\n1,8,-?[\d.]+,[\w-]+\/[\d.-]+\/2-[\da-f]+\n$/u);
  });

  const provider = `export default {
    name: "title-judge",
    version: "3",
    similarityOf: async (first, second) => {
      if (second.title.includes("研修")) throw new Error("down");
      return first.title.includes("介護") && second.title.includes("介護") ? 0.9 : 0.1;
    },
  };`;

  test("asks a module of this machine about pairs that are uncertain, and says who said what, its scores unchanged", async () => {
    const args = ["--input", measures, "--map", map, "--no-evidence"];
    const alone = await overlap(...args);
    const { code, written } = await overlap(...args, "--advise", fileWith("judge.mjs", provider));

    const advised = linesOf(written);
    expect(code).toBe(0);
    expect(advised.map(({ advice: _, ...line }) => line)).toEqual(linesOf(alone.written));
    for (const { scores, advice = [] } of advised) {
      expect(advice.map((one) => one !== null)).toEqual(scores.map((bits) => bits >= -6 && bits < 4));
    }
    const given = advised.flatMap(({ advice = [] }) => advice).filter((one) => one !== null);
    expect(given).toEqual(
      expect.arrayContaining([
        { kind: "given", provider: "title-judge", version: "3", similarity: 0.9 },
        { kind: "none", provider: "title-judge", version: "3", reason: "failed" },
      ]),
    );
  });

  test.each([
    ["that is no provider", "export default { name: 'nobody' };", [], 3, "similarityOf"],
    ["that cannot be read", "export default", [], 3, "judge.mjs"],
    ["where clusters are asked for", provider, ["--clusters"], 2, "--advise"],
  ])("refuses a module %s", async (_, content, more, expected, named) => {
    const args = ["--input", measures, "--map", map, ...more];

    const { code, notes, written } = await overlap(...args, "--advise", fileWith("judge.mjs", content));

    expect({ code, written }).toEqual({ code: expected, written: "" });
    expect(notes).toContain(named);
  });

  test("groups what is alike", async () => {
    const { code, output, written } = await overlap("--input", measures, "--map", map, "--clusters", "--json");
    const clusters: readonly { centre: string; members: readonly string[] }[] = written
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));

    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ records: 226, lines: clusters.length, leftOut: 0 });
    expect(clusters.some(({ centre, members }) => [centre, ...members].includes("介護福祉士等修学資金貸付事業"))).toBe(
      true,
    );
  });

  test("leaves out rows that cannot be compared, says which and why, and ends with code 1", async () => {
    const file = fileWith(
      "rows.ndjson",
      '{"id":"a","title":"研修"}\nnot json\n{"id":"a","title":"研修会"}\n{"id":"b"}\n',
    );

    const { code, notes, written } = await overlap("--input", file);

    expect({ code, lines: linesOf(written).length }).toEqual({ code: 1, lines: 1 });
    expect(notes).toContain("row 2: not a JSON object");
    expect(notes).toContain("row 3: repeats the id a");
    expect(notes).toContain("row 4: has no title");
  });

  test.each([
    [["--links", "a.csv"], "--links"],
    [["--input", measures, "--map", "title"], "title"],
    [["--input", measures, "--map", "title=nowhere"], "nowhere"],
    [["--input", measures, "--top", "0"], "--top"],
  ])("called wrongly with %j answers one line and code 2", async (args, named) => {
    const { code, notes } = await overlap(...args);

    expect({ code, lines: notes.trim().split("\n").length }).toEqual({ code: 2, lines: 1 });
    expect(notes).toContain(named);
  });

  test.each(["nowhere.ndjson", "nowhere.csv.gz"])(
    "cannot run without the file %s: code 3, in Japanese where asked",
    async (file) => {
      const { code, notes } = await overlap("--input", file, "--lang", "ja");

      expect(code).toBe(3);
      expect(notes).toContain(`${file} を読めません（ENOENT）`);
    },
  );
});
