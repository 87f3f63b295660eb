/** What was seen is not what must be so: a fault of the product, or of the model. */
export class Contradiction extends Error {
  readonly expected: string;
  readonly seen: unknown;

  constructor(expected: string, seen: unknown) {
    super(`expected ${expected}; seen ${JSON.stringify(seen)}`);
    this.expected = expected;
    this.seen = seen;
  }
}

/** @throws Contradiction */
export function must(holds: boolean, expected: string, seen: unknown): asserts holds {
  if (!holds) throw new Contradiction(expected, seen);
}
