/**
 * Counts what is under way, so that whoever closes can wait for the last of it. A Set of the promises would say the same and keep their
 * answers: each table that such a Set outgrows points to the next, and what one of them ever held stays until the next full collection.
 */
export class UnderWay {
  readonly #waiting: (() => void)[] = [];
  #count = 0;

  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    this.#count++;
    try {
      return await task();
    } finally {
      this.#count--;
      if (this.#count === 0) for (const resolve of this.#waiting.splice(0)) resolve();
    }
  }

  /** Resolves at the first moment at which nothing is under way. */
  async ended(): Promise<void> {
    if (this.#count > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
