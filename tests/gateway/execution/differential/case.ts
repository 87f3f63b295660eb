/** One generated world with several operations, answered by every engine. */

import { isDeepStrictEqual } from "node:util";
import { type Comparable, comparable } from "./compare.ts";
import type { Draw } from "./draw.ts";
import { compose, type Engine, hubEngine, monolithEngine, referenceEngine } from "./engines.ts";
import { generateOperation, type Operation } from "./queries.ts";
import { monolith, subgraphSchema, subgraphSdl } from "./schemas.ts";
import { generateWorld, type World } from "./world.ts";

export type Disagreement = {
  readonly operation: Operation;
  readonly hub: Comparable;
  readonly other: Comparable;
  readonly sdl: string;
};

export type Trouble = "none" | "nulls" | "failures";

export type CaseOptions = {
  readonly trouble: Trouble;
  /** Without aliases that meet other fields and without @requires of fields with arguments, where the reference gateway goes wrong. */
  readonly isPlain: boolean;
};

export type Outcome = {
  readonly operations: number;
  readonly withMonolith: readonly Disagreement[];
  readonly withReference: readonly Disagreement[];
  /** Operations that the reference gateway answers otherwise than one schema. */
  readonly referenceMisses: number;
};

type Answered = {
  readonly operation: Operation;
  readonly hub: Comparable;
  readonly one: Comparable;
  readonly reference: Comparable;
};

export async function runCase(draw: Draw, options: CaseOptions, count: number): Promise<Outcome> {
  const world = generateWorld(draw, options.trouble, options.isPlain);
  const sdls = new Map(world.subgraphs.map((name) => [name, subgraphSdl(world, name)]));
  const whole = monolith(world);
  const drawn = Array.from({ length: count }, () => generateOperation(draw, whole, options.isPlain));
  const operations = drawn.filter((each) => each !== undefined);
  const answered = await answerAll(operations, compose(sdls), world, monolithEngine(whole));
  const sdl = [...sdls.values()].join("\n\n");
  return {
    operations: operations.length,
    withMonolith: answered
      .filter(({ hub, one }) => !same(hub, one))
      .map(({ operation, hub, one }) => ({ operation, hub, other: one, sdl })),
    withReference: answered
      .filter(({ hub, reference }) => !isDeepStrictEqual(hub, reference))
      .map(({ operation, hub, reference }) => ({ operation, hub, other: reference, sdl })),
    referenceMisses: answered.filter(({ one, reference }) => !isDeepStrictEqual(one, reference)).length,
  };
}

async function answerAll(
  operations: readonly Operation[],
  supergraphSdl: string,
  world: World,
  one: Engine,
): Promise<Answered[]> {
  const schemas = new Map(world.subgraphs.map((name) => [name, subgraphSchema(world, name)]));
  const hub = await hubEngine(supergraphSdl, schemas);
  const reference = await referenceEngine(supergraphSdl, schemas);
  const answered: Answered[] = [];
  for (const operation of operations)
    answered.push({
      operation,
      hub: comparable(await hub.run(operation)),
      one: comparable(await one.run(operation)),
      reference: comparable(await reference.run(operation)),
    });
  await Promise.all([hub.stop(), reference.stop()]);
  return answered;
}

/** To the last character: the specification fixes the order of fields too, which the reference gateway does not keep. */
function same(a: Comparable, b: Comparable): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
