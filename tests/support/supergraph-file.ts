/** A supergraph in a file, of one subgraph that never changes and a field whose name tells one version from the next. */
import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { compose } from "../../gateway/supergraph/compose.ts";
import { ask } from "./ask.ts";
import { sdlOf } from "./small-subgraph.ts";

export const steadyTowns = {
  sdl: `type Query { town: Town } type Town @key(fields: "id") { id: ID! name: String }`,
  resolvers: { Query: { town: () => ({ id: "1", name: "Himi" }) } },
};

export const steadyQuestion = { query: "{ town { name } }", expected: '{"data":{"town":{"name":"Himi"}}}' };

export function supergraphOf(url: string, version: number): string {
  const sdl = sdlOf({ ...steadyTowns, sdl: `${steadyTowns.sdl} type Version${version} { id: ID! @shareable }` });
  const used = sdl.replace("type Query {", `type Query { version: Version${version} `);
  const composition = compose([{ name: "towns", url, sdl: used }]);
  if (composition.outcome === "refused") throw new Error(composition.reasons.join());
  return composition.supergraphSdl;
}

/** Whole or not at all, as a deployment does it. */
export async function putInPlace(file: string, sdl: string): Promise<void> {
  await writeFile(`${file}.draft`, sdl);
  await rename(`${file}.draft`, file);
}

export async function isServed(url: string, version: number): Promise<boolean> {
  const name = `Version${version}`;
  // The same text each time: another one would be another plan to keep.
  const { data } = await ask(url, "query ($name: String!) { __type(name: $name) { name } }", { name });
  return data?.__type?.name === name;
}

export function newFile(folder: string): string {
  return path.join(folder, "supergraph.graphql");
}
