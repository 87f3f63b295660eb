/** All ways of cutting a text into words, of which the cheapest is kept at each place. */
import type { Entries } from "./entries.ts";

/** A word within the text; without an entry it is none of the dictionary's. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly entry: number | undefined;
}

/** A written form within the text, by its number in the dictionary. */
export interface Form {
  readonly from: number;
  readonly to: number;
  readonly number: number;
}

/** A word on the cheapest way to it. */
interface Node extends Piece {
  readonly rightId: number;
  /** Of the whole way, this word included. */
  readonly cost: number;
  readonly before: Node | undefined;
}

const edgeId = 0;
const start: Node = { from: 0, to: 0, entry: undefined, rightId: edgeId, cost: 0, before: undefined };

export class Lattice {
  readonly #connections: Int16Array;
  readonly #width: number;
  /** The words that end at each place. */
  readonly #endingAt: Node[][];

  constructor(connections: Int16Array, length: number) {
    this.#connections = connections;
    this.#width = connections[1] ?? 0;
    this.#endingAt = Array.from({ length: length + 1 }, () => []);
    this.#endingAt[0]?.push(start);
  }

  isReached(place: number): boolean {
    return (this.#endingAt[place]?.length ?? 0) > 0;
  }

  /** Adds a written form with all that it can be. What ends where it begins has to be there already. */
  add({ from, to, number }: Form, entries: Entries, isKnown: boolean): void {
    for (const entry of entries.of(number)) {
      const { before, cost } = this.#cheapestBefore(from, entries.leftId(entry));
      this.#endingAt[to]?.push({
        from,
        to,
        entry: isKnown ? entry : undefined,
        rightId: entries.rightId(entry),
        cost: cost + entries.cost(entry),
        before,
      });
    }
  }

  /** The words from the start to the end of the text. */
  cheapest(): readonly Piece[] {
    const pieces: Piece[] = [];
    let { before: node } = this.#cheapestBefore(this.#endingAt.length - 1, edgeId);
    while (node !== undefined && node !== start) {
      pieces.push(node);
      node = node.before;
    }
    return pieces.reverse();
  }

  #cheapestBefore(place: number, leftId: number) {
    let [before, cost]: [Node | undefined, number] = [undefined, Number.POSITIVE_INFINITY];
    for (const node of this.#endingAt[place] ?? []) {
      const way = node.cost + (this.#connections[node.rightId * this.#width + leftId + 2] ?? 0);
      if (way < cost) [before, cost] = [node, way];
    }
    return { before, cost };
  }
}
