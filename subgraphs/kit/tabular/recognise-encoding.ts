/** Decides between UTF-16, UTF-8 and CP932 by reading the whole text once: a prefix proves nothing about the rest. */
import { createCp932Check } from "./cp932-check.ts";
import { decodeText } from "./decode-text.ts";
import { createEucJpCheck } from "./euc-jp-check.ts";
import type { TextFormat } from "./outcomes.ts";
import { readBytes } from "./read-bytes.ts";
import { atByte, TableError } from "./table-error.ts";
import { createUtf8Check, type EncodingCheck } from "./utf8-check.ts";

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

// Four three-byte characters in a row do not happen by chance in CP932, where each would be a rare kanji followed by a half of another.
const PROOF_OF_UTF8 = 4;

/** `start` is the first bytes of the file. Throws TableError with the offset of the first byte that cannot be text. */
export async function recogniseEncoding(path: string, start: Buffer): Promise<TextFormat> {
  if (isUtf16(start)) {
    await refuseNul(path);
    return "csv-utf16";
  }
  const utf8 = createUtf8Check();
  const utf8Fault = await findFault(path, utf8);
  if (utf8Fault === undefined) return "csv-utf8";
  const meantAsUtf8 = start.subarray(0, BOM.length).equals(BOM) || utf8.longCharacters() >= PROOF_OF_UTF8;
  const cp932Fault = meantAsUtf8 ? utf8Fault : await findFault(path, createCp932Check());
  if (cp932Fault === undefined) {
    await refuseEucJp(path);
    return "csv-cp932";
  }
  throw refuseBoth(utf8Fault, cp932Fault);
}

async function findFault(path: string, check: EncodingCheck): Promise<number | undefined> {
  let position = 0;
  for await (const chunk of readBytes(path)) {
    const nul = chunk.indexOf(0);
    if (nul !== -1) throw new TableError("TABLE_NUL_BYTE", atByte(position + nul));
    check.push(chunk);
    position += chunk.length;
  }
  return check.end();
}

async function refuseEucJp(path: string): Promise<void> {
  const eucJp = createEucJpCheck();
  if ((await findFault(path, eucJp)) === undefined && eucJp.proofs() > 0)
    throw new TableError("TABLE_EUC_JP", atByte(0));
}

/** Excel's "Unicode text" begins with a BOM; without one nothing tells it from other bytes. */
function isUtf16(start: Buffer): boolean {
  const mark = start.subarray(0, 2).toString("hex");
  return mark === "fffe" || mark === "feff";
}

async function refuseNul(path: string): Promise<void> {
  // The BOM is no part of the text.
  let position = 2;
  for await (const text of decodeText(path, "csv-utf16")) {
    const nul = text.indexOf("\0");
    if (nul !== -1) throw new TableError("TABLE_NUL_BYTE", atByte(position + nul * 2));
    position += text.length * 2;
  }
}

function refuseBoth(utf8: number, cp932: number): TableError {
  if (utf8 === cp932) return new TableError("TABLE_ENCODING", atByte(utf8));
  return new TableError("TABLE_ENCODING", {
    ja: `UTF-8としては先頭から${utf8}バイト目、CP932としては${cp932}バイト目`,
    en: `at byte offset ${utf8} as UTF-8, ${cp932} as CP932`,
  });
}
