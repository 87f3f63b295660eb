/** How many of the declared relations are found, and what a question costs: node print-recall.ts FOLDER. */
import { facetNames, readProgrammes, readRelations } from "./national.ts";
import { isHeldOut, millisecondsOf, miniSearchNeighbours, ourNeighbours, recallOf } from "./recall.ts";

const [folder = ""] = process.argv.slice(2);
const programmes = readProgrammes(folder);
const relations = readRelations(folder);
const plain = programmes.map(({ facets: _, ...record }) => record);

console.log("Recall of declared relations at 10 / 20 (%)");
const ours = { "text alone": ourNeighbours(plain, []), "with facets": ourNeighbours(programmes, facetNames) };
const searches = { ...ours, "MiniSearch, same tokens": { neighbours: miniSearchNeighbours(plain) } };
const groups = {
  all: relations,
  "held out": relations.filter(isHeldOut),
  "weights chosen on": relations.filter((relation) => !isHeldOut(relation)),
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
