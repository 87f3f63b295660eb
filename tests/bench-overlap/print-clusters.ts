/** Stars beside connected components at the same cuts: node print-clusters.ts FOLDER. */
import { groupFigures } from "./groups.ts";
import { readProgrammes, readRelations } from "./national.ts";

const [folder = ""] = process.argv.slice(2);
console.log("Clusters of the national programmes, judged on the records with declared relations");
console.table(groupFigures(readProgrammes(folder), readRelations(folder)));
