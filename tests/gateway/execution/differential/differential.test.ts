/** The engine against one monolithic schema and against the reference gateway, over generated worlds and operations. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { runCase, type Trouble } from "./case.ts";
import { drawFrom } from "./draw.ts";

const worlds = 8;
const operationsPerWorld = 14;

describe("the engine", () => {
  test.each<Trouble>(["none", "nulls", "failures"])(
    "answers as one schema would, with %s in the subgraphs",
    async (trouble) => {
      await fc.assert(
        fc.asyncProperty(fc.gen(), async (choose) => {
          const draw = drawFrom((min, max) => choose(fc.integer, { min, max }));

          const { withMonolith } = await runCase(draw, { trouble, isPlain: false }, operationsPerWorld);

          expect(withMonolith).toEqual([]);
        }),
        { numRuns: worlds, endOnFailure: true },
      );
    },
    400_000,
  );

  test("answers as the reference gateway does where aliases, arguments and conditions do not lead that astray", async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (choose) => {
        const draw = drawFrom((min, max) => choose(fc.integer, { min, max }));

        const { withReference } = await runCase(draw, { trouble: "none", isPlain: true }, operationsPerWorld);

        expect(withReference).toEqual([]);
      }),
      { numRuns: worlds, endOnFailure: true },
    );
  }, 400_000);
});
