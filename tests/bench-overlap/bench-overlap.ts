/** `npm run bench:overlap -- [FOLDER] [--large]`: what the engine finds and what it costs, beside MiniSearch and connected components. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { calibrationErrors } from "./calibration.ts";
import { groupFigures } from "./groups.ts";
import { linkFigures } from "./linkage.ts";
import { facetNames, readContinuations, readProgrammes, readRelations, readSheets, readShops } from "./national.ts";
import { isHeldOut, millisecondsOf, miniSearchNeighbours, ourNeighbours, recallOf } from "./recall.ts";

const large = process.argv.includes("--large");
const folder = process.argv.slice(2).find((arg) => arg !== "--large") ?? process.env["JINKATSU_OVERLAP_DATA"];
if (folder === undefined) {
  console.error(
    "Name the data folder as an argument or in JINKATSU_OVERLAP_DATA. / データのフォルダーを引数か JINKATSU_OVERLAP_DATA で指定してください。",
  );
  process.exit(2);
}

const programmes = readProgrammes(folder);
const relations = readRelations(folder);
const plain = programmes.map(({ facets: _, ...record }) => record);

console.log("Recall of declared relations at 10 / 20 (%)");
const searches = {
  "text alone": ourNeighbours(plain, []),
  "with facets": ourNeighbours(programmes, facetNames),
  "MiniSearch, same tokens": miniSearchNeighbours(plain),
};
const groups = {
  "held out": relations.filter(isHeldOut),
  "weights chosen on": relations.filter((relation) => !isHeldOut(relation)),
  merges: relations.filter(({ kind }) => kind === "merge"),
  all: relations,
};
console.table(
  Object.entries(groups).flatMap(([group, some]) =>
    Object.entries(searches).map(([search, neighbours]) => ({
      relations: `${group} (${some.length})`,
      search,
      ...recallOf(some, neighbours),
    })),
  ),
);
console.log("Milliseconds of CPU a query, the same records and tokens");
console.table({
  "overlap engine": millisecondsOf(ourNeighbours(plain, []), programmes),
  MiniSearch: millisecondsOf(miniSearchNeighbours(plain), programmes),
});

const shops = readShops(folder);
const sheets = [readSheets(folder, 2016), readSheets(folder, 2017)] as const;
console.log("One-to-one linkage");
console.table({
  "abt-buy": linkFigures([shops.abt, shops.buy], shops.truth, true),
  "ja 2016–2017 (known continuations)": linkFigures(sheets, readContinuations(folder), false),
});

console.log("Expected calibration error on abt-buy after so many decisions");
console.table(calibrationErrors(shops, [50, 100, 300]));

console.log("Clusters of the national programmes");
console.table(groupFigures(programmes, relations));

console.log("Costs on synthetic measures; T is one plain tokenisation pass");
const costs = path.join(import.meta.dirname, "measure-costs.ts");
for (const size of large ? [5_000, 50_000, 500_000] : [5_000, 50_000]) {
  const line = execFileSync(process.execPath, [costs, folder, String(size)], { encoding: "utf8" });
  console.table(JSON.parse(line));
}
