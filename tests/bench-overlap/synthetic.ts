/** Any number of made-up measures from the sentences of real ones, spread over the municipalities of a nation. */
import type { OverlapRecord } from "../../subgraphs/audit/overlap/record.ts";

export type Generate = (number: number) => OverlapRecord;

/** Record n is the same at every reading, so that a million of them need not be kept. */
export function createSynthetic(records: readonly OverlapRecord[]): Generate {
  const titles = records.flatMap(({ title }) => title.split(/[（()）・、 　]/u)).filter((part) => part.length > 3);
  const sentences = records
    .flatMap(({ description = "" }) => description.split(/(?<=[。／\n])/u))
    .filter((part) => part.length > 8);
  const purposes = records.map(({ purpose = "" }) => purpose.split(/(?<=[。／\n])/u)[0] ?? "");
  const plans = records.flatMap(({ facets = {} }) => facets["plan"] ?? []);
  return (number) => {
    const draw = createDrawing(number);
    const pick = (from: readonly string[]) => from[draw(from.length)] ?? "";
    return {
      id: `s${number}`,
      title: `${pick(titles)}${pick(titles)}`,
      purpose: pick(purposes),
      description: Array.from({ length: 2 + draw(4) }, () => pick(sentences)).join(""),
      organisation: `部局${draw(20)}`,
      areas: areaOf(draw),
      facets: { plan: draw(3) === 0 ? [pick(plans)] : [] },
    };
  };
}

/** One in a hundred is for the nation, nine for a prefecture, the others for one of 37 municipalities each. */
function areaOf(draw: (below: number) => number): readonly string[] {
  const kind = draw(100);
  if (kind === 0) return [];
  const prefecture = String(1 + draw(47)).padStart(2, "0");
  return [kind < 10 ? prefecture : `${prefecture}${String(201 + draw(37))}`];
}

/** A small generator of numbers (mulberry32), the same on every machine. */
export function createDrawing(seed: number): (below: number) => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
