/** About how many rows a file has, for a progress bar: the lines of a text; a workbook does not say. */
import { createReadStream } from "node:fs";

const lineFeed = 10;
const zip = "PK";

export async function estimateRows(file: string): Promise<number | undefined> {
  let lines = 0;
  let first = true;
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      if (first && chunk.toString("latin1", 0, zip.length) === zip) return undefined;
      first = false;
      for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, at + 1)) lines += 1;
    }
  } catch {
    // What is wrong with the file is told by whoever reads it in earnest.
    return undefined;
  }
  return lines;
}
