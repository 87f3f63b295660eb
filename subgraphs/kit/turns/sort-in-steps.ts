/** Sorts more than one turn of the thread can: the same as `toSorted`, in steps. */
import type { Steps } from "./steps.ts";

type Compare<Item> = (one: Item, other: Item) => number;

/** Items that are sorted, or merged, in a step. */
const itemsOfStep = 512;

export function* sortInSteps<Item>(items: readonly Item[], compare: Compare<Item>): Steps<readonly Item[]> {
  let runs: (readonly Item[])[] = [];
  for (let start = 0; start < items.length; start += itemsOfStep) {
    runs.push(items.slice(start, start + itemsOfStep).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const longer: (readonly Item[])[] = [];
    for (let at = 0; at < runs.length; at += 2) longer.push(yield* merge(runs[at] ?? [], runs[at + 1] ?? [], compare));
    runs = longer;
  }
  return runs[0] ?? [];
}

function* merge<Item>(left: readonly Item[], right: readonly Item[], compare: Compare<Item>): Steps<readonly Item[]> {
  const merged: Item[] = [];
  let [fromLeft, fromRight] = [0, 0];
  for (;;) {
    if (merged.length % itemsOfStep === 0) yield;
    const [one, other] = [left[fromLeft], right[fromRight]];
    if (one !== undefined && (other === undefined || compare(one, other) <= 0)) {
      merged.push(one);
      fromLeft += 1;
    } else if (other !== undefined) {
      merged.push(other);
      fromRight += 1;
    } else return merged;
  }
}

/** The first so many of what sorting would give. */
export function* firstInSteps<Item>(
  items: Iterable<Item>,
  count: number,
  compare: Compare<Item>,
): Steps<readonly Item[]> {
  const first: Item[] = [];
  for (const item of items) {
    yield;
    const last = first.at(-1);
    if (last !== undefined && first.length >= count && compare(item, last) >= 0) continue;
    const place = first.findIndex((each) => compare(item, each) < 0);
    first.splice(place === -1 ? first.length : place, 0, item);
    if (first.length > count) first.pop();
  }
  return first;
}
