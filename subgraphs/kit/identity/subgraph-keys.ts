/** The secrets that the gateway and each subgraph share: one signs, and while it is being replaced two are accepted. */
import { errors } from "../errors.ts";

/** By subgraph; the first signs. */
export type SubgraphKeys = ReadonlyMap<string, readonly string[]>;

const accepted = 2;

/** `name=key`, separated by commas; a name that stands twice has a new key and an old one. */
export function parseSubgraphKeys(text: string): SubgraphKeys | undefined {
  const keys = new Map<string, string[]>();
  for (const pair of text.split(",").map((each) => each.trim())) {
    if (pair === "") continue;
    const [, name, key] = /^([a-z][a-z0-9-]{0,62})=([A-Za-z0-9+/=_-]{32,256})$/.exec(pair) ?? [];
    if (name === undefined || key === undefined) return undefined;
    keys.set(name, [...(keys.get(name) ?? []), key]);
  }
  return [...keys.values()].every(({ length }) => length <= accepted) ? keys : undefined;
}

/** @throws HubError SUBGRAPH_KEYS_MISSING naming the subgraphs without one */
export function requireKeys(keys: SubgraphKeys, names: readonly string[]): void {
  const missing = names.filter((name) => !keys.has(name));
  if (missing.length > 0) throw errors.subgraphKeysMissing(missing);
}
