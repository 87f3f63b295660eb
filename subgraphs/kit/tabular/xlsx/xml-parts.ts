/** The XML of a workbook as events, one chunk at a time. */
import type { Readable } from "node:stream";
import { SaxesParser } from "saxes";
import type { TableLimits } from "../limits.ts";
import { TableError } from "../table-error.ts";

export type Attributes = Readonly<Record<string, string>>;

/** Receives elements by local name: some writers put a prefix before every one of them. */
export interface XmlSink {
  open(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Yields after every chunk, so that the caller can hand on what the sink has collected. Throws what the parser throws. */
export async function* feedXml(part: Readable, sink: XmlSink, limits: TableLimits): AsyncGenerator<void> {
  const parser = new SaxesParser();
  let sinceTag = 0;
  parser.on("opentag", (tag) => {
    sinceTag = 0;
    sink.open(localName(tag.name), tag.attributes);
  });
  parser.on("closetag", (tag) => {
    sinceTag = 0;
    sink.close?.(localName(tag.name));
  });
  parser.on("text", (text) => sink.text?.(text));
  parser.on("cdata", (text) => sink.text?.(text));
  parser.on("doctype", refuseDoctype);
  part.setEncoding("utf8");
  for await (const chunk of part) {
    sinceTag += chunk.length;
    parser.write(chunk);
    // The parser holds a text until its end; without this a cell of any size would have to fit in memory.
    if (sinceTag > limits.maxRecordBytes) throw new TableError("TABLE_RECORD_TOO_LONG");
    yield;
  }
  parser.close();
}

/** Reads a part to its end, for parts that are kept as a whole. */
export async function consumeXml(part: Readable, sink: XmlSink, limits: TableLimits): Promise<void> {
  for await (const _ of feedXml(part, sink, limits));
}

// No spreadsheet program writes one; it is the door of every attack by entities.
function refuseDoctype(): void {
  throw new TableError("TABLE_XLSX_DAMAGED", { ja: "DOCTYPE宣言", en: "DOCTYPE declaration" });
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
