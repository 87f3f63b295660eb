/** Links of two tables one to one: node print-linkage.ts FOLDER. */
import { linkFigures } from "./linkage.ts";
import { readContinuations, readSheets, readShops } from "./national.ts";

const [folder = ""] = process.argv.slice(2);
const shops = readShops(folder);
const sheets = [readSheets(folder, 2016), readSheets(folder, 2017)] as const;

console.log("One-to-one linkage");
console.table({
  "abt-buy": linkFigures([shops.abt, shops.buy], shops.truth, true),
  "ja 2016–2017 (known continuations)": linkFigures(sheets, readContinuations(folder), false),
});
