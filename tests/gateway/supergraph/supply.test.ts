import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import type { PublishedSubgraph } from "../../../gateway/supergraph/compose.ts";
import { createLastGood } from "../../../gateway/supergraph/last-good.ts";
import { partsDigest } from "../../../gateway/supergraph/parts-digest.ts";
import { createSupply, pauseFor, type Supergraph, watchSupergraph } from "../../../gateway/supergraph/supply.ts";
import { eventually } from "../../support/hub-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** Subgraphs that a test can change, break and take away. */
function publishers() {
  const published = new Map<string, PublishedSubgraph | undefined>();
  const publish = (name: string, sdl: string) => published.set(name, { name, url: `http://${name}.invalid/`, sdl });
  publish("a", "type Query { a: Int }");
  publish("b", "type Query { b: Int }");
  return { publish, takeAway: (name: string) => published.set(name, undefined), read: async () => new Map(published) };
}

describe("the supply of supergraphs", () => {
  test("composes what is published, and keeps it", async () => {
    const folder = temporaryFolder();

    const supergraph = await createSupply(publishers().read, createLastGood(folder)).next();

    expect(supergraph).toEqual({ origin: "composed", sdl: expect.stringContaining("b: Int") });
    expect(supergraph).toMatchObject({ sdl: await createLastGood(folder).read() });
  });

  test("takes over what somebody has composed of the same, and composes what nobody has", async () => {
    const { read, publish } = publishers();
    const parts = [...(await read()).values()].filter((each) => each !== undefined);
    const known = new Map([[partsDigest(parts), "by somebody else"]]);
    const lastGood = createLastGood(temporaryFolder());
    const supply = createSupply(read, lastGood, async (asked) => known.get(partsDigest(asked)));

    const takenOver = await supply.next();
    const kept = await lastGood.read();
    publish("b", "type Query { other: Int }");
    const composed = await supply.next();

    expect(takenOver).toEqual({ origin: "composed", sdl: "by somebody else", isTakenOver: true });
    expect(kept).toBe("by somebody else");
    expect(composed).toEqual({ origin: "composed", sdl: expect.stringContaining("other: Int") });
  });

  test("gives the last good one while a subgraph does not answer, and says which", async () => {
    const { read, takeAway, publish } = publishers();
    const supply = createSupply(read, createLastGood(temporaryFolder()));
    const before = await supply.next();

    takeAway("b");
    const meanwhile = await supply.next();
    publish("b", "type Query { b: Int }");
    const after = await supply.next();

    expect(meanwhile).toEqual({ ...before, origin: "lastGood", reasons: ["subgraph b does not answer"] });
    expect(after).toEqual(before);
  });

  test("gives the last good one while what is published cannot be composed, and says why", async () => {
    const { read, publish } = publishers();
    const supply = createSupply(read, createLastGood(temporaryFolder()));
    const before = await supply.next();

    publish("b", "type Query { b: Nowhere }");

    expect(await supply.next()).toEqual({
      ...before,
      origin: "lastGood",
      reasons: [expect.stringContaining("Nowhere")],
    });
  });

  test("has none where nothing good was ever there, and says why", async () => {
    const { read, takeAway } = publishers();
    takeAway("a");
    takeAway("b");

    const supergraph = await createSupply(read, createLastGood(temporaryFolder())).next();

    expect(supergraph).toEqual({
      origin: "none",
      reasons: ["subgraph a does not answer", "subgraph b does not answer"],
    });
  });

  test("puts a spoilt last good one right", async () => {
    const folder = temporaryFolder();
    const { read } = publishers();
    await createSupply(read, createLastGood(folder)).next();
    writeFileSync(path.join(folder, "supergraph.graphql"), "spoilt");

    const supergraph = await createSupply(read, createLastGood(folder)).next();

    expect(supergraph).toMatchObject({ origin: "composed", sdl: await createLastGood(folder).read() });
  });

  test("falls back to the one before where the last good one is spoilt, and says so", async () => {
    const folder = temporaryFolder();
    const { read, publish, takeAway } = publishers();
    const supply = createSupply(read, createLastGood(folder));
    const before = await supply.next();
    publish("b", "type Query { other: Int }");
    await supply.next();
    writeFileSync(path.join(folder, "supergraph.graphql"), "spoilt");
    takeAway("b");

    const supergraph = await supply.next();

    expect(supergraph).toEqual({
      ...before,
      origin: "lastGood",
      reasons: ["subgraph b does not answer", expect.stringContaining("spoilt")],
    });
  });
});

describe("the watch over what is published", () => {
  async function watched(look: () => Promise<Supergraph>) {
    const seen: Supergraph[] = [];
    const failures: unknown[] = [];
    let served: Supergraph = { origin: "none", reasons: ["starting"] };
    const stopping = new AbortController();
    const ended = watchSupergraph({
      supply: { next: look, pause: (signal) => pauseFor(20, signal) },
      served: () => served,
      onChange: async (supergraph) => {
        served = supergraph;
        seen.push(supergraph);
      },
      onFailure: (error) => failures.push(error),
      signal: stopping.signal,
    });
    const stop = () => {
      stopping.abort();
      return ended;
    };
    return { seen, failures, stop };
  }

  test("tells a change once, and ends when it is told to", async () => {
    const { read } = publishers();
    let looks = 0;
    const supply = createSupply(read, createLastGood(temporaryFolder()));
    const { seen, stop } = await watched(() => {
      looks += 1;
      return supply.next();
    });

    await eventually(
      () => looks,
      (count) => count >= 3,
    );
    await stop();

    expect(seen).toEqual([expect.objectContaining({ origin: "composed" })]);
  });

  test("goes on after a look that fails", async () => {
    let looks = 0;
    const { seen, failures, stop } = await watched(async () => {
      looks += 1;
      if (looks === 1) throw new Error("disk full");
      return { origin: "composed", sdl: "" };
    });

    await eventually(
      () => seen.length,
      (count) => count === 1,
    );
    await stop();

    expect(failures).toEqual([new Error("disk full")]);
  });

  test("tries what could not be served once, and what comes next again", async () => {
    const texts = ["broken", "broken", "broken", "sound"];
    const tried: Supergraph[] = [];
    const failures: unknown[] = [];
    const stopping = new AbortController();
    const ended = watchSupergraph({
      supply: {
        next: async () => ({ origin: "file", sdl: texts.shift() ?? "sound" }),
        pause: (signal) => pauseFor(5, signal),
      },
      served: () => tried.find((each) => "sdl" in each && each.sdl === "sound") ?? { origin: "none", reasons: [] },
      onChange: async (supergraph) => {
        tried.push(supergraph);
        if ("sdl" in supergraph && supergraph.sdl === "broken") throw new Error("broken");
      },
      onFailure: (error) => failures.push(error),
      signal: stopping.signal,
    });

    await eventually(
      () => tried.length,
      (count) => count === 2,
    );
    stopping.abort();
    await ended;

    expect(tried).toEqual(["broken", "sound"].map((sdl) => ({ origin: "file", sdl })));
    expect(failures).toEqual([new Error("broken")]);
  });

  test("keeps the reasons of a hub that is not ready current", async () => {
    const reasons = [["a"], ["a"], ["b"]];
    const { seen, stop } = await watched(async () => ({ origin: "none", reasons: reasons.shift() ?? ["b"] }));

    await eventually(
      () => seen.length,
      (count) => count === 2,
    );
    await stop();

    expect(seen).toEqual([
      { origin: "none", reasons: ["a"] },
      { origin: "none", reasons: ["b"] },
    ]);
  });
});
