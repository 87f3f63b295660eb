/** Neighbours that are kept: after any changes they are those of a batch, and few are asked anew. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createKeptNeighbours, type KeptNeighbours } from "../../../../subgraphs/audit/overlap/kept-neighbours.ts";
import { fitModel } from "../../../../subgraphs/audit/overlap/model.ts";
import { createOverlapIndex } from "../../../../subgraphs/audit/overlap/overlap-index.ts";
import type { OverlapRecord } from "../../../../subgraphs/audit/overlap/record.ts";
import { createSynthetic } from "../../../bench-overlap/synthetic.ts";
import { toyamaMeasures } from "./records.ts";

const asking = { top: 20 };
const generate = createSynthetic(toyamaMeasures());
const places = [["16"], ["16201"], ["16202"], ["17"], []];
const records = Array.from({ length: 200 }, (_, number) => recordAt(number));
const model = fitModel(records, ["plan"]);

/** Some name others by their ids. */
function recordAt(number: number, content = number): OverlapRecord {
  const made = generate(content);
  const purpose = content % 7 === 0 ? `予算事業ID ${(3 * content) % 200} 参照` : made.purpose;
  return { ...made, id: `s${number}`, publicId: String(number), purpose, areas: places[number % 5] ?? [] };
}

function keptOf(some: readonly OverlapRecord[]): KeptNeighbours {
  const index = createOverlapIndex(model);
  for (const record of some) index.set(record);
  const kept = createKeptNeighbours(index, asking);
  steps(kept);
  return kept;
}

function steps(kept: KeptNeighbours): number {
  let count = 0;
  for (const _ of kept.refresh()) count += 1;
  return count;
}

/** Every bit of a number is in its text. */
function answers({ index, of }: KeptNeighbours): readonly string[] {
  return [...index.ids()].toSorted().map((id) => JSON.stringify([id, of(id)]));
}

const change = fc.record({
  number: fc.nat({ max: 199 }),
  kind: fc.constantFrom("gone", "as it was", "another"),
  other: fc.nat(),
});

type Change = Readonly<{ number: number; kind: string; other: number }>;

function apply({ number, kind, other }: Change, kept: KeptNeighbours, standing: Map<string, OverlapRecord>): void {
  const id = `s${number}`;
  if (kind === "gone") {
    standing.delete(id);
    kept.remove(id);
    return;
  }
  const record = recordAt(number, kind === "another" ? 200 + (other % 1000) : number);
  standing.set(id, record);
  kept.set(record);
}

describe("Kept neighbours", () => {
  test("are those of a batch to the bit, whatever was changed, added or taken out", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(change, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 4 }),
        (rounds) => {
          const standing = new Map(records.slice(0, 190).map((record) => [record.id, record]));
          const kept = keptOf([...standing.values()]);
          for (const changes of rounds) {
            for (const each of changes) apply(each, kept, standing);
            steps(kept);
          }
          const batch = keptOf([...standing.values()]);

          expect(answers(kept)).toEqual(answers(batch));
        },
      ),
      { numRuns: 10 },
    );
  });

  test("are asked anew of those only to whom a change can make a difference", () => {
    const kept = keptOf(records);

    kept.set({ ...generate(999), id: "s7" });

    const asked = steps(kept);
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(records.length / 2);
  });
});
