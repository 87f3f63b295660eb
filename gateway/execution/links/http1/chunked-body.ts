/** Reads a body that comes in chunks, each with its length before it. */
import { AnswerFault } from "./answer-head.ts";
import type { Body } from "./body.ts";

/** Bytes of chunk lengths, their extensions, and trailers that are not looked at. */
const largestOverhead = 16 * 1024;

const sizeLine = /^([0-9a-f]{1,8})(?:[\t ]*;[\t\x20-\x7e\x80-\xff]*)?$/i;

type Expected = "size" | "data" | "end of data" | "trailer" | "nothing";

export class ChunkedBody implements Body {
  readonly #take: (bytes: Buffer) => void;
  #expected: Expected = "size";
  #left = 0;
  #overhead = 0;
  #line = "";

  constructor(take: (bytes: Buffer) => void) {
    this.#take = take;
  }

  push(bytes: Buffer, start: number): number {
    let position = start;
    while (position < bytes.length && this.#expected !== "nothing")
      position = this.#expected === "data" ? this.#readData(bytes, position) : this.#readLine(bytes, position);
    return position;
  }

  isComplete(): boolean {
    return this.#expected === "nothing";
  }

  #readData(bytes: Buffer, start: number): number {
    const end = Math.min(bytes.length, start + this.#left);
    this.#take(bytes.subarray(start, end));
    this.#left -= end - start;
    if (this.#left === 0) this.#expected = "end of data";
    return end;
  }

  #readLine(bytes: Buffer, start: number): number {
    const found = bytes.indexOf(10, start);
    const end = found < 0 ? bytes.length : found + 1;
    this.#overhead += end - start;
    if (this.#overhead > largestOverhead) throw new AnswerFault("The answer's chunks say too much besides the data");
    this.#line += bytes.toString("latin1", start, end);
    if (found < 0) return end;
    if (!this.#line.endsWith("\r\n")) throw new AnswerFault("The answer has a line without an end");
    this.#onLine(this.#line.slice(0, -2));
    this.#line = "";
    return end;
  }

  #onLine(line: string): void {
    if (this.#expected === "size") this.#onSize(sizeLine.exec(line)?.[1]);
    else if (this.#expected === "trailer") this.#expected = line === "" ? "nothing" : "trailer";
    else if (line === "") this.#expected = "size";
    else throw new AnswerFault("The answer has a chunk that is longer than its length");
  }

  #onSize(size: string | undefined): void {
    if (size === undefined) throw new AnswerFault("The answer has a chunk without a length");
    this.#left = Number.parseInt(size, 16);
    this.#expected = this.#left === 0 ? "trailer" : "data";
    // A sender of many small chunks is slow, not hostile: only what comes between data is counted.
    if (this.#left > 0) this.#overhead = Math.max(0, this.#overhead - this.#left);
  }
}
