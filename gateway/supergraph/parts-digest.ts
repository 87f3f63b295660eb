/** What a supergraph is composed of, and by which composer, as one digest: whoever has the same would compose the same. */
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { type DefinitionNode, Kind, parse, print } from "graphql";
import { BoundedCache } from "#kit/bounded-cache.ts";
import type { PublishedSubgraph } from "./compose.ts";
import { digestOf } from "./sealed-file.ts";

const require = createRequire(import.meta.url);

/** Replicas of two releases may run at once, and each holds to what its own composer says. */
const composer = ["../../package.json", "@apollo/composition/package.json"].map((file) => {
  const { name, version }: { readonly name: string; readonly version: string } = require(file);
  return `${name}@${version}`;
});

export function partsDigest(subgraphs: readonly PublishedSubgraph[]): string {
  const inOrder = subgraphs.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const parts = inOrder.map(({ name, url, sdl }) => [name, url, meaningOf(sdl)]);
  return createHash("sha256")
    .update(JSON.stringify([composer, parts]))
    .digest("hex");
}

/** Schemas whose meaning is remembered: of more departments than there are, before and after a change. */
const mostRemembered = 400;

const meanings = new BoundedCache<string, string>(mostRemembered);

/** Whoever foresees a schema, as for the catalog, knows what it will say, but not in which order and with which line breaks. */
function meaningOf(sdl: string): string {
  const meaning = meanings.get(sdl) ?? digestOf(definitionsIn(sdl).join("\n"));
  meanings.set(sdl, meaning);
  return meaning;
}

/** Where it cannot be read, its text is all that it means. */
function definitionsIn(sdl: string): readonly string[] {
  try {
    return parse(sdl, { noLocation: true }).definitions.filter(isOwn).map(print).sort();
  } catch {
    return [sdl];
  }
}

/** A subgraph that is asked what it publishes names its entities again, which its keys have said. */
function isOwn(definition: DefinitionNode): boolean {
  return definition.kind !== Kind.UNION_TYPE_DEFINITION || definition.name.value !== "_Entity";
}
