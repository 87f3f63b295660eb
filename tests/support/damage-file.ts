/** Damages a SQLite file as a failing disk does: its bytes are others from a place on. */
import { randomBytes } from "node:crypto";
import { closeSync, fstatSync, openSync, writeSync } from "node:fs";

/** Of SQLite, unless told otherwise. */
const pageBytes = 4096;

export function damageFile(file: string, { keepFirstPage = true } = {}): void {
  const opened = openSync(file, "r+");
  const from = keepFirstPage ? pageBytes : 0;
  writeSync(opened, randomBytes(fstatSync(opened).size - from), 0, undefined, from);
  closeSync(opened);
}
