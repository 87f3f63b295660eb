/** A second opinion: asked only where the engine is not sure, named, and never mixed into the score. */
import { describe, expect, test } from "@jest/globals";
import { createExplaining } from "../../../../subgraphs/audit/overlap/evidence.ts";
import { fitModel } from "../../../../subgraphs/audit/overlap/model.ts";
import type { OverlapRecord } from "../../../../subgraphs/audit/overlap/record.ts";
import {
  adviseOn,
  type SimilarityProvider,
  uncertainBand,
} from "../../../../subgraphs/audit/overlap/similarity-provider.ts";

const [first, second] = [
  { id: "a", title: "介護人材の研修" },
  { id: "b", title: "看護人材の研修" },
] as const;

/** Counts shared characters: small, but a provider like any. */
function sharedCharacters(): SimilarityProvider & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  return {
    name: "shared characters",
    version: "1",
    asked,
    async similarityOf(a: OverlapRecord, b: OverlapRecord) {
      asked.push(`${a.id} ${b.id}`);
      const characters = new Set(a.title);
      return [...b.title].filter((character) => characters.has(character)).length / b.title.length;
    },
  };
}

const silences: readonly (readonly [does: string, SimilarityProvider["similarityOf"], reason: string])[] = [
  ["does not know", async () => undefined, "unknown"],
  ["answers nonsense", async () => Number.NaN, "unknown"],
  ["fails", () => Promise.reject(new Error("no route to host")), "failed"],
];

describe("A similarity provider", () => {
  test("advises on a pair in the uncertain band, under its name and version", async () => {
    const advice = await adviseOn({ first, second, bits: 0 }, sharedCharacters());

    expect(advice).toEqual({ kind: "given", provider: "shared characters", version: "1", similarity: 6 / 7 });
  });

  test.each([uncertainBand.from - 0.1, uncertainBand.to, 30])("is not asked about a pair of %d bits", async (bits) => {
    const provider = sharedCharacters();

    expect(await adviseOn({ first, second, bits }, provider)).toBeUndefined();
    expect(provider.asked).toEqual([]);
  });

  test("leaves the score as it is", async () => {
    const explaining = createExplaining(fitModel([first, second]));
    const before = explaining.explain(explaining.read(first), explaining.read(second));

    await adviseOn({ first, second, bits: 0 }, sharedCharacters());

    expect(explaining.explain(explaining.read(first), explaining.read(second))).toEqual(before);
  });

  test.each(silences)("that %s gives no advice and says so", async (_, similarityOf, reason) => {
    const advice = await adviseOn({ first, second, bits: 0 }, { name: "n", version: "v", similarityOf });

    expect(advice).toEqual({ kind: "none", provider: "n", version: "v", reason });
  });
});
