/** How far stated probabilities are from the truth: node print-calibration.ts FOLDER. */
import { calibrationErrors } from "./calibration.ts";
import { readShops } from "./national.ts";

const [folder = ""] = process.argv.slice(2);
console.log("Expected calibration error on abt-buy after so many decisions");
console.table(calibrationErrors(readShops(folder), [50, 100, 300]));
