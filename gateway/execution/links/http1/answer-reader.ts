/** Puts one HTTP answer together from the bytes of a connection, which are only lent: what must outlast a call is copied. */
import { isUtf8 } from "node:buffer";
import { type HttpAnswer, mayBeAnswer } from "../answer-kind.ts";
import { type Body, EndlessBody, LengthBody } from "./body.ts";
import { ChunkedBody } from "./chunked-body.ts";
import { AnswerFault, type Head, readHead } from "./head.ts";

/** Of all heads together: any number of preliminary answers may come before the one that counts. */
const largestHead = 16 * 1024;

const endOfHead = "\r\n\r\n";

export class AnswerReader {
  readonly #largestBody: number;
  readonly #kept: Buffer[] = [];
  #head: Head | undefined;
  #partOfHead = "";
  #headLength = 0;
  #body: Body | undefined;
  #length = 0;
  #lent: Buffer | undefined;
  #isComplete = false;
  #hasExcess = false;

  constructor(largestBody: number) {
    this.#largestBody = largestBody;
  }

  /** The body, as soon as it is complete. @throws AnswerFault for what no further byte can make an answer */
  push(bytes: Buffer): HttpAnswer | undefined {
    const start = this.#head ? 0 : this.#readHeads(bytes);
    if (!this.#body) return undefined;
    const end = this.#body.push(bytes, start);
    if (this.#body.isComplete()) {
      this.#hasExcess = end < bytes.length;
      return this.#finish();
    }
    this.#keepLent();
    return undefined;
  }

  /** The body, where it is one that the end of the connection completes. @throws AnswerFault */
  end(): HttpAnswer | undefined {
    return this.#head?.framing.kind === "until close" ? this.#finish() : undefined;
  }

  /** How long the connection may wait for its next use; undefined where it must not be used again. */
  get keptFor(): number | undefined {
    return this.#hasExcess || !this.#isComplete ? undefined : this.#head?.keptFor;
  }

  /** Returns the position at which the body begins. */
  #readHeads(bytes: Buffer): number {
    let position = 0;
    while (!this.#head) {
      const end = this.#readHead(bytes, position);
      if (end === undefined) return bytes.length;
      position = end;
    }
    return position;
  }

  #readHead(bytes: Buffer, start: number): number | undefined {
    const before = this.#partOfHead.length;
    const found = before > 0 ? -1 : bytes.indexOf(endOfHead, start, "latin1");
    // Where the end is in sight, nothing behind it is made text.
    const upTo = found >= 0 ? found + endOfHead.length : bytes.length;
    const text =
      this.#partOfHead + bytes.toString("latin1", start, Math.min(upTo, start + largestHead + endOfHead.length));
    const end = text.indexOf(endOfHead, Math.max(0, before - endOfHead.length));
    if (this.#headLength + (end < 0 ? text.length : end) > largestHead)
      throw new AnswerFault("The answer's head is too long");
    if (end < 0) {
      this.#partOfHead = text;
      return undefined;
    }
    this.#partOfHead = "";
    this.#headLength += end;
    this.#onHead(readHead(text.slice(0, end)));
    return start + end + endOfHead.length - before;
  }

  #onHead(head: Head): void {
    if (head.status === 101) throw new AnswerFault("The answer changes the protocol");
    if (head.status < 200) return;
    if (!mayBeAnswer(head)) throw new AnswerFault(`The answer has status ${head.status} and type ${head.contentType}`);
    this.#head = head;
    this.#body = this.#bodyOf(head);
  }

  #bodyOf({ framing }: Head): Body {
    const take = (bytes: Buffer) => this.#take(bytes);
    switch (framing.kind) {
      case "none":
        return new LengthBody(0, take);
      case "length":
        this.#refuseLonger(framing.length);
        return new LengthBody(framing.length, take);
      case "chunked":
        return new ChunkedBody(take);
      case "until close":
        return new EndlessBody(take);
    }
  }

  #take(bytes: Buffer): void {
    this.#keepLent();
    this.#length += bytes.length;
    this.#refuseLonger(this.#length);
    this.#lent = bytes;
  }

  /** Most answers come whole, and are made text from where they stand. */
  #keepLent(): void {
    if (this.#lent?.length) this.#kept.push(Buffer.from(this.#lent));
    this.#lent = undefined;
  }

  #finish(): HttpAnswer {
    if (this.#kept.length > 0) this.#keepLent();
    const body = this.#lent ?? (this.#kept.length === 1 ? this.#kept[0] : undefined) ?? Buffer.concat(this.#kept);
    if (!isUtf8(body)) throw new AnswerFault("The answer is not UTF-8");
    this.#isComplete = true;
    return { text: body.toString(), cacheControl: this.#head?.cacheControl, revision: this.#head?.revision };
  }

  #refuseLonger(length: number): void {
    if (length > this.#largestBody) throw new AnswerFault("The answer is too long");
  }
}
