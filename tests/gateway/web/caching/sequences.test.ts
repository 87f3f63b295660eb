import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { drawOf } from "../../execution/differential/graphs/seeded.ts";
import { nothingHeld, runSequence } from "./sequences/sequence.ts";
import { openWorld, type World } from "./sequences/world.ts";

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.close());

describe("whatever is written, read and named, in whatever order and by whomever", () => {
  test("no answer is another caller's, and none is old and said to be new", async () => {
    const held = nothingHeld();
    const draw = drawOf(20_261_130);

    for (let sequence = 0; sequence < 300; sequence++) await runSequence(world, held, draw);

    // It would prove nothing if nothing were ever unchanged.
    expect(held.counts.get("304 of the catalog")).toBeGreaterThan(40);
    expect(held.counts.get("304 of others")).toBeGreaterThan(40);
    expect(held.counts.get("200 of the catalog")).toBeGreaterThan(100);
    expect(held.counts.get("write")).toBeGreaterThan(100);
  });
});
