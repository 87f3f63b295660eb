/** A graph on which every limit can be reached exactly, and a field that is answered when the test says so. */

export const townsSdl = `
  type Query {
    town(ids: [Int]): Town
    towns(first: Int, last: Int): Towns
    echo(text: String): String
    later: Town
  }
  type Towns { nodes: [Town!] total: Int }
  type Town { name: String twin: Town parts(first: Int): Towns }
`;

class Later {
  readonly #waiting = new Set<(finish: () => void) => void>();
  readonly #finishers: (() => void)[] = [];

  readonly resolve = () =>
    new Promise<object>((resolve) => {
      const finish = () => resolve({ name: "late" });
      this.#finishers.push(finish);
      for (const hear of this.#waiting) hear(finish);
    });

  /** Resolves when it has been asked, with what lets it answer. */
  asked(): Promise<() => void> {
    const [finish] = this.#finishers;
    return finish ? Promise.resolve(finish) : new Promise((resolve) => this.#waiting.add(resolve));
  }
}

export const answerLater = new Later();
