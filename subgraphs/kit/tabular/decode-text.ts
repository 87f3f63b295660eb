/** A text file as a stream of strings, whose encoding is known to fit. */
import iconv from "iconv-lite";
import type { TextFormat } from "./outcomes.ts";
import { readBytes } from "./read-bytes.ts";

/** UTF-16 says by its BOM which byte of a pair is first. */
const encodings: Readonly<Record<TextFormat, string>> = {
  "csv-utf8": "utf8",
  "csv-cp932": "cp932",
  "csv-utf16": "utf16",
};

/** The BOM is not part of the text. */
export async function* decodeText(path: string, format: TextFormat): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encodings[format]);
  for await (const chunk of readBytes(path)) yield decoder.write(chunk);
  yield decoder.end() ?? "";
}
