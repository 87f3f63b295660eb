/** What is put together from the parts, against the answer of the same operation without @defer, over generated worlds and operations. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type FieldNode, Kind, parse, print, type SelectionSetNode, visit } from "graphql";
import { createInProcessLink } from "../../../../gateway/execution/index.ts";
import { type Comparable, comparable } from "../differential/compare.ts";
import { type Draw, drawFrom } from "../differential/draw.ts";
import { compose } from "../differential/engines.ts";
import { generateOperation } from "../differential/queries.ts";
import { monolith, subgraphSchema, subgraphSdl } from "../differential/schemas.ts";
import { generateWorld } from "../differential/world.ts";
import { type InParts, partsEngine, together } from "./parts.ts";

const worlds = 3;
const operationsPerWorld = 10;

describe("the parts of an answer", () => {
  test.each(["none", "nulls", "failures"] as const)(
    "make together the answer without @defer, with %s in the subgraphs",
    async (trouble) => {
      await fc.assert(
        fc.asyncProperty(fc.gen(), async (choose) => {
          const draw = drawFrom((min, max) => choose(fc.integer, { min, max }));

          for (const { query, whole, parts } of await answersOf(draw, trouble))
            expect({ query, ...comparable(parts) }).toEqual({ query, ...whole });
        }),
        { numRuns: worlds, endOnFailure: true, seed: 802268885, path: "25" },
      );
    },
    400_000,
  );
});

interface Compared {
  readonly query: string;
  readonly whole: Comparable;
  readonly parts: ReturnType<typeof together>;
}

async function answersOf(draw: Draw, trouble: "none" | "nulls" | "failures"): Promise<Compared[]> {
  const world = generateWorld(draw, trouble, false);
  const sdls = new Map(world.subgraphs.map((name) => [name, subgraphSdl(world, name)]));
  const engine = await partsEngine(compose(sdls), (name) =>
    createInProcessLink({ schema: subgraphSchema(world, name) }),
  );
  const schema = monolith(world);
  const compared: Compared[] = [];
  for (let count = 0; count < operationsPerWorld; count++) {
    const operation = generateOperation(draw, schema, false);
    if (!operation) continue;
    const query = deferredAtRandom(operation.query, draw);
    const { first } = await engine.run(operation.query, operation.variables);
    const answer = await engine.run(query, operation.variables);
    // A null stops at the fragment that it stands in, and moves on where there is none.
    if (!isCut(answer)) compared.push({ query, whole: comparable(first), parts: together(answer) });
  }
  await engine.stop();
  return compared;
}

function isCut({ first, later }: InParts): boolean {
  return first.data === null || later.flat().some(({ data }) => data === null);
}

/** Any part of any selection, at any depth, within fragments that are spread often as well. */
function deferredAtRandom(query: string, draw: Draw): string {
  // The schema itself is told whole.
  let depth = 0;
  const step = ({ name }: FieldNode, by: number) => {
    if (name.value.startsWith("__")) depth += by;
  };
  const deferred = visit(parse(query, { noLocation: true }), {
    Field: {
      enter: (node) => step(node, 1),
      leave: (node) => step(node, -1),
    },
    SelectionSet: { leave: (node) => (depth > 0 || draw.number(0, 2) > 0 ? undefined : split(node, draw)) },
  });
  return print(deferred);
}

function split(node: SelectionSetNode, draw: Draw): SelectionSetNode {
  const at = draw.number(0, node.selections.length - 1);
  const selections = node.selections.slice(at);
  const directives = [{ kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: "defer" } }] as const;
  const fragment = {
    kind: Kind.INLINE_FRAGMENT,
    directives,
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  } as const;
  return { ...node, selections: [...node.selections.slice(0, at), fragment] };
}
