/** A text file as a stream of strings, whose encoding is known to fit. */
import iconv from "iconv-lite";
import { readBytes } from "./read-bytes.ts";

/** The BOM is not part of the text. */
export async function* decodeText(path: string, format: "csv-utf8" | "csv-cp932"): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(format === "csv-utf8" ? "utf8" : "cp932");
  for await (const chunk of readBytes(path)) yield decoder.write(chunk);
  yield decoder.end() ?? "";
}
