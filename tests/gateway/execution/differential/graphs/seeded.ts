/** The choices that make a generated graph, by its number: a graph that shows a fault can be made again. */
import { type Draw, drawFrom } from "../draw.ts";

export function drawOf(graph: number): Draw {
  return drawFrom(seeded(graph));
}

/** The same choices for the same graph, on any machine. */
function seeded(seed: number): (min: number, max: number) => number {
  let state = seed >>> 0;
  return (min, max) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return min + (((mixed ^ (mixed >>> 14)) >>> 0) % (max - min + 1));
  };
}
