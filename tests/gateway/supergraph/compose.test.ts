import { describe, expect, test } from "@jest/globals";
import { compose } from "../../../gateway/supergraph/compose.ts";
import { composeApart } from "../../../gateway/supergraph/compose-apart.ts";

const head = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])`;

function subgraph(name: string, sdl: string) {
  return { name, url: `http://${name}.invalid/graphql`, sdl: `${head}\n${sdl}` };
}

const towns = subgraph("towns", `type Query { town: Town } type Town @key(fields: "id") { id: ID! name: String }`);
const weather = subgraph("weather", `type Query { sky: String } type Town @key(fields: "id") { id: ID! rain: Int }`);

describe("a composition", () => {
  test("is the same to the letter in whatever order the subgraphs are named", () => {
    const composed = compose([towns, weather]);

    expect(composed.outcome).toBe("composed");
    expect(compose([weather, towns])).toEqual(composed);
  });

  const refused = [
    [
      "two subgraphs disagree on a type",
      [towns, subgraph("b", "type Query { a: Int } type Town { name: Int }")],
      /name/,
    ],
    ["a text is no SDL", [towns, subgraph("broken", "type {")], /Syntax Error/],
    ["a type is not known", [subgraph("a", "type Query { a: Nowhere }")], /Nowhere/],
    ["there is no subgraph", [], /./],
  ] as const;

  test.each(refused)("is refused with reasons where %s", (_, subgraphs, reason) => {
    expect(compose(subgraphs)).toEqual({
      outcome: "refused",
      reasons: expect.arrayContaining([expect.stringMatching(reason)]),
    });
  });
});

describe("a composition in a process of its own", () => {
  test("is the same", async () => {
    expect(await composeApart([towns, weather])).toEqual(compose([towns, weather]));
    expect(await composeApart([])).toEqual(compose([]));
  });

  test("is refused where it takes too much CPU time, or memory", async () => {
    expect(await composeApart([towns, weather], { cpuMs: 1, megabytes: 512 })).toEqual({
      outcome: "refused",
      reasons: ["composing took more than 0.001 s of CPU time"],
    });
    expect(await composeApart([towns, weather], { cpuMs: 60_000, megabytes: 8 })).toEqual({
      outcome: "refused",
      reasons: ["composing took more than 8 MB of memory"],
    });
  });

  test("is neither refused nor composed where the machine does not come to it", async () => {
    const limits = { cpuMs: 60_000, megabytes: 512, patienceMs: 1 };

    await expect(composeApart([towns, weather], limits)).rejects.toMatchObject({ code: "EXAMINATION_UNFINISHED" });
  });
});
