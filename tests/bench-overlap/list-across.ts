/** Prints the likest pairs of two organisations, one a line with tabs, with what a reader said of them, and the shares that are right: node list-across.ts FOLDER [HOW MANY]. */
import { readFileSync } from "node:fs";
import { fitModel } from "../../subgraphs/audit/overlap/model.ts";
import { createOverlapIndex } from "../../subgraphs/audit/overlap/overlap-index.ts";
import { facetNames, readProgrammes } from "./national.ts";

const [folder = "", many = "300"] = process.argv.slice(2);
const records = readProgrammes(folder);
const byId = new Map(records.map((record) => [record.id, record]));
const index = createOverlapIndex(fitModel(records, facetNames));
for (const record of records) index.set(record);

const pairs = [...index.ids()].flatMap((a) =>
  index
    .neighbours(a, { top: 20, across: true })
    .filter(({ id }) => a < id)
    .map((one) => ({ ...one, a })),
);
pairs.sort((a, b) => b.bits - a.bits || (a.a < b.a ? -1 : 1));
const judged = readJudgements();
const listed = pairs.slice(0, Number(many)).map(({ a, id: b, bits }, at) => {
  const [first, second] = [byId.get(a), byId.get(b)];
  const right = judged.get([a, b].toSorted().join(" ")) ?? "?";
  console.log([at + 1, bits.toFixed(1), right, a, b, ...[first, second].flatMap(titled)].join("\t"));
  return right;
});
for (const [from, to] of [
  [0, 200],
  [200, 300],
] as const) {
  const some = listed.slice(from, to);
  const of = (judgement: string) => some.filter((right) => right === judgement).length;
  console.error(`${from + 1}–${to}: right ${of("yes")}, wrong ${of("no")}, not judged ${of("?")}`);
}

function titled(record: (typeof records)[number] | undefined): readonly (string | undefined)[] {
  return [record?.organisation, record?.title];
}

/** By a reader of title, purpose and description of both: would an auditor want to see the two side by side? */
function readJudgements(): ReadonlyMap<string, string> {
  const lines = readFileSync(new URL("across-judged.csv", import.meta.url), "utf8")
    .trim()
    .split("\n")
    .slice(1);
  return new Map(
    lines.map((line) => {
      const [a = "", b = "", right = ""] = line.split(",");
      return [[a, b].toSorted().join(" "), right];
    }),
  );
}
