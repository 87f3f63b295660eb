/** Tells the format of a file from its first bytes, and the encoding of a text from all of them. */
import { open } from "node:fs/promises";
import type { TableFormat } from "./outcomes.ts";
import { recogniseEncoding } from "./recognise-encoding.ts";
import { TableError } from "./table-error.ts";

const ZIP = Buffer.from("PK\x03\x04", "latin1");
const EMPTY_ZIP = Buffer.from("PK\x05\x06", "latin1");
const COMPOUND_FILE = Buffer.from("d0cf11e0a1b11ae1", "hex");

/** Content decides, since a wrong extension is common; an .xlsx that holds text is refused, because somebody expects a workbook. */
export async function recogniseFile(path: string): Promise<TableFormat> {
  const start = await readStart(path);
  if (start.length === 0) throw new TableError("TABLE_EMPTY");
  if (startsWith(start, ZIP)) return "xlsx";
  if (startsWith(start, COMPOUND_FILE)) throw new TableError("TABLE_OLD_OR_LOCKED");
  if (startsWith(start, EMPTY_ZIP) || /\.xls[xm]?$/iu.test(path)) throw new TableError("TABLE_NOT_XLSX");
  return recogniseEncoding(path, start);
}

async function readStart(path: string): Promise<Buffer> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(COMPOUND_FILE.length) });
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new TableError("TABLE_NOT_FOUND", { ja: path, en: path }, { cause });
  }
}

function startsWith(start: Buffer, signature: Buffer): boolean {
  return start.subarray(0, signature.length).equals(signature);
}
