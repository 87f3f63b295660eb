import { describe, expect, test } from "@jest/globals";
import { partsDigest } from "../../../gateway/supergraph/parts-digest.ts";

const towns = { name: "towns", url: "http://localhost/towns", sdl: "type Query { town: String }" };
const weather = { name: "weather", url: "http://localhost/weather", sdl: "type Query { sky: String }" };

describe("the digest of what a supergraph is composed of", () => {
  test("is the same in whatever order the subgraphs are named", () => {
    expect(partsDigest([weather, towns])).toBe(partsDigest([towns, weather]));
  });

  test("is the same for a schema with other line breaks, and with its types in another order", () => {
    const twoTypes = (sdl: string) => partsDigest([{ ...weather, sdl }]);

    expect(twoTypes("type Query { sky: Sky }\n\ntype Sky { blue: Int }")).toBe(
      twoTypes("type Sky { blue: Int } type Query {\n  sky: Sky\n}"),
    );
  });

  test.each([
    ["name", { ...weather, name: "forecast" }],
    ["address", { ...weather, url: "http://localhost/elsewhere" }],
    ["schema", { ...weather, sdl: "type Query { sky: Int }" }],
    ["description", { ...weather, sdl: '"Asked." type Query { sky: String }' }],
  ])("is another where one has another %s", (_, changed) => {
    expect(partsDigest([towns, changed])).not.toBe(partsDigest([towns, weather]));
  });

  test("is another where one more, or one less, is there", () => {
    expect(new Set([partsDigest([]), partsDigest([towns]), partsDigest([towns, weather])]).size).toBe(3);
  });
});
