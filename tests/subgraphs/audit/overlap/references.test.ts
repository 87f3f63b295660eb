/** Records that name others by their ids. */
import { describe, expect, test } from "@jest/globals";
import { createExplaining, type Step } from "../../../../subgraphs/audit/overlap/evidence.ts";
import { fitModel } from "../../../../subgraphs/audit/overlap/model.ts";
import { createOverlapIndex } from "../../../../subgraphs/audit/overlap/overlap-index.ts";
import type { OverlapRecord } from "../../../../subgraphs/audit/overlap/record.ts";
import { idsNamedBy } from "../../../../subgraphs/audit/overlap/references.ts";

const idsIn = (description: string) => [...idsNamedBy({ id: "a", publicId: "900", title: "医療の確保", description })];

describe("The ids that a record names", () => {
  test.each([
    ["a range", "※予算事業ID　001937～001940　参照", [1937, 1938, 1939, 1940]],
    ["one in brackets, in wide letters", "（予算事業ＩＤ：０００４）を統合", [4]],
    ["a list", "予算事業ID「005042」、「005043」及び7", [5042, 5043, 7]],
    ["those before what is counted", "予算事業ID 5042、2024年度に統合", [5042]],
    ["one in another order of words", "事業予算ID824において分担金を拠出している", [824]],
  ])("are %s", (_, text, expected) => {
    expect(idsIn(text)).toEqual([900, ...expected]);
  });

  test.each([
    ["the number of a year's sheet", "「原子力研究開発」（事業番号:0265）の一部として"],
    ["any other number", "第21条に基づく、1,937人のIDカード 300枚"],
    ["a range as long as a catalogue", "予算事業ID 1～5000"],
    ["more digits than an id has", "予算事業ID 99999999999"],
  ])("are not %s", (_, text) => {
    expect(idsIn(text)).toEqual([900]);
  });

  test("are not looked for where records have no ids to be named by", () => {
    expect([...idsNamedBy({ id: "a", title: "医療の確保", description: "予算事業ID 1937" })]).toEqual([]);
  });
});

describe("A record that names another by its id", () => {
  const roads = ["道路", "橋梁", "港湾", "空港", "河川", "砂防", "公園", "下水", "森林", "農地"];
  const others = Array.from({ length: 200 }, (_, number) => ({
    id: `o${number}`,
    publicId: String(number),
    title: `${roads[number % 10]}の補修${number}`,
  }));
  const whole = {
    id: "whole",
    publicId: "300",
    title: "医療提供体制推進事業",
    purpose: "予算事業ID 000301～000302 参照",
  };
  const part = { id: "part", publicId: "0301", title: "除細動器の普及" };
  const sibling = { id: "sibling", publicId: "302", title: "助産師の活用" };
  const records: readonly OverlapRecord[] = [whole, part, sibling, ...others];
  const model = fitModel(records);
  const index = createOverlapIndex(model);
  for (const record of records) index.set(record);
  const firstOf = (id: string) => index.neighbours(id, { top: 2 }).map((neighbour) => neighbour.id);

  test("is found from both sides where no word is shared, and its other parts are not", () => {
    expect([firstOf("whole"), firstOf("part")]).toEqual([["part", "sibling"], ["whole"]]);
  });

  test("shows the id among the evidence, and what they do not name speaks against nobody", () => {
    const explaining = createExplaining(model);
    const stepsOf = (a: OverlapRecord, b: OverlapRecord): readonly Step[] =>
      explaining.explain(explaining.read(a), explaining.read(b)).waterfall;

    const named = stepsOf(whole, part).find(({ kind }) => kind === "facet");
    expect(named).toEqual({ kind: "facet", facet: "reference", shared: ["301"], bits: expect.any(Number) });
    expect(named?.bits).toBeGreaterThan(5);
    expect(stepsOf(part, sibling).map(({ kind }) => kind)).toEqual(["prior", "text"]);
  });
});
