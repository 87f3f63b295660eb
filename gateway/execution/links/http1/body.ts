/** Finds the end of a body. */
export interface Body {
  /** Takes what belongs to the body, from `start` on, and returns the position of the first byte that does not. */
  push(bytes: Buffer, start: number): number;
  isComplete(): boolean;
}

export class LengthBody implements Body {
  readonly #take: (bytes: Buffer) => void;
  #left: number;

  constructor(length: number, take: (bytes: Buffer) => void) {
    this.#left = length;
    this.#take = take;
  }

  push(bytes: Buffer, start: number): number {
    const end = Math.min(bytes.length, start + this.#left);
    this.#take(bytes.subarray(start, end));
    this.#left -= end - start;
    return end;
  }

  isComplete(): boolean {
    return this.#left === 0;
  }
}

/** Ends with the connection: see `AnswerReader.end`. */
export class EndlessBody implements Body {
  readonly #take: (bytes: Buffer) => void;

  constructor(take: (bytes: Buffer) => void) {
    this.#take = take;
  }

  push(bytes: Buffer, start: number): number {
    this.#take(bytes.subarray(start));
    return bytes.length;
  }

  isComplete(): boolean {
    return false;
  }
}
