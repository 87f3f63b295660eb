/** Reads the SDL that is to be published or checked, and the commit that it comes from. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { errors } from "#kit/errors.ts";

/** @throws HubError SCHEMA_FILE_UNREADABLE, SCHEMA_FILE_ENCODING, SCHEMA_FILE_EMPTY */
export function readSchemaFile(file: string): string {
  const bytes = bytesOf(file);
  if (isUtf16(bytes)) throw errors.schemaFileEncoding(file, "UTF-16");
  const text = decoded(bytes, "utf-8");
  if (text === undefined)
    throw errors.schemaFileEncoding(file, decoded(bytes, "shift_jis") === undefined ? "?" : "CP932 (Shift_JIS)");
  if (text.trim() === "") throw errors.schemaFileEmpty(file);
  return text;
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw errors.schemaFileUnreadable(file, error instanceof Error && "code" in error ? String(error.code) : "?");
  }
}

/** By its mark; or, as SDL is written in ASCII mostly, by every other byte being zero. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || bytes.includes(0);
}

function decoded(bytes: Uint8Array, encoding: "utf-8" | "shift_jis"): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Undefined where the file lies in no git repository, or there is no git. */
export function commitOf(file: string): string | undefined {
  try {
    const args = ["-C", path.dirname(path.resolve(file)), "rev-parse", "HEAD"];
    return execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}
