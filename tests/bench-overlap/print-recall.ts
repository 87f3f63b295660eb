/** How many of the declared relations are found, and what a question costs: node print-recall.ts FOLDER. */
import { idsNamedBy } from "../../subgraphs/audit/overlap/references.ts";
import { facetNames, readProgrammes, readRelations } from "./national.ts";
import { isHeldOut, millisecondsOf, miniSearchNeighbours, ourNeighbours, recallOf } from "./recall.ts";

const [folder = ""] = process.argv.slice(2);
const programmes = readProgrammes(folder);
const relations = readRelations(folder);
const unnamed = programmes.map(({ publicId: _, ...record }) => record);
const texts = programmes.map(({ facets: _, ...record }) => record);
const plain = unnamed.map(({ facets: _, ...record }) => record);
const naming = new Set(programmes.filter((record) => idsNamedBy(record).size > 1).map(({ id }) => id));

console.log("Recall of declared relations at 10 / 20 (%)");
const ours = {
  "words alone": ourNeighbours(plain, []),
  "text alone: words and ids": ourNeighbours(texts, []),
  "words and facets": ourNeighbours(unnamed, facetNames),
  "with facets: words, ids, facets": ourNeighbours(programmes, facetNames),
};
const searches = { ...ours, "MiniSearch, same tokens": { neighbours: miniSearchNeighbours(plain) } };
const groups = {
  all: relations,
  "held out": relations.filter(isHeldOut),
  "weights chosen on": relations.filter((relation) => !isHeldOut(relation)),
  "of records whose texts name no id": relations.filter(({ a, b }) => !naming.has(a) && !naming.has(b)),
  merges: relations.filter(({ kind }) => kind === "merge"),
};
console.table(
  Object.entries(groups).flatMap(([group, some]) =>
    Object.entries(searches).map(([search, { neighbours }]) => ({
      relations: `${group} (${some.length})`,
      search,
      ...recallOf(some, neighbours),
    })),
  ),
);
console.log("What a search of the national programmes reads and compares, on average");
console.table(Object.fromEntries(Object.entries(ours).map(([search, { costs }]) => [search, costs()])));
console.log("Milliseconds of CPU a query, the same records and tokens");
console.table({
  "overlap engine": millisecondsOf(ourNeighbours(plain, []).neighbours, programmes),
  MiniSearch: millisecondsOf(miniSearchNeighbours(plain), programmes),
});
