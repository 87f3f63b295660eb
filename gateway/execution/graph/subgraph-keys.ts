/** Which fields of an entity each subgraph can be asked for in proof that it answered with the right record. */
import { type DocumentNode, Kind, type SelectionSetNode } from "graphql";
import { argumentFlag, argumentText, compositeDefinitions, directivesNamed, parseFieldSet } from "./join-directives.ts";

/** A field set as a tree of names: `id organization { id }`. */
export type KeyTree = Map<string, KeyTree>;

/** By subgraph, then by type: every field of every @key of that type there. */
export type SubgraphKeys = ReadonlyMap<string, ReadonlyMap<string, KeyTree>>;

export function readSubgraphKeys(supergraph: DocumentNode, nameOf: (graph: string) => string): SubgraphKeys {
  const keys = new Map<string, Map<string, KeyTree>>();
  for (const definition of compositeDefinitions(supergraph))
    for (const directive of directivesNamed(definition, "join__type")) {
      const subgraph = nameOf(argumentText(directive, "graph") ?? "");
      const types = entry(keys, subgraph, () => new Map<string, KeyTree>());
      const tree = entry(types, definition.name.value, (): KeyTree => new Map());
      const fieldSet = argumentText(directive, "key");
      if (fieldSet) addFieldSet(tree, parseFieldSet(fieldSet));
    }
  return keys;
}

/** By subgraph, then by type: the keys that a record can be asked by, each by itself. */
export type EntityKeys = ReadonlyMap<string, ReadonlyMap<string, readonly KeyTree[]>>;

export function readEntityKeys(supergraph: DocumentNode, nameOf: (graph: string) => string): EntityKeys {
  const keys = new Map<string, Map<string, KeyTree[]>>();
  for (const definition of compositeDefinitions(supergraph))
    for (const directive of directivesNamed(definition, "join__type")) {
      const fieldSet = argumentText(directive, "key");
      if (!fieldSet || argumentFlag(directive, "resolvable") === false) continue;
      const tree: KeyTree = new Map();
      addFieldSet(tree, parseFieldSet(fieldSet));
      const types = entry(keys, nameOf(argumentText(directive, "graph") ?? ""), () => new Map<string, KeyTree[]>());
      entry(types, definition.name.value, (): KeyTree[] => []).push(tree);
    }
  return keys;
}

/** Fields below type conditions are taken as the others are. */
export function addFieldSet(tree: KeyTree, { selections }: SelectionSetNode): void {
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) addFieldSet(tree, selection.selectionSet);
    if (selection.kind !== Kind.FIELD || selection.name.value === "__typename") continue;
    const below = entry(tree, selection.name.value, (): KeyTree => new Map());
    if (selection.selectionSet) addFieldSet(below, selection.selectionSet);
  }
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const found = map.get(key) ?? create();
  map.set(key, found);
  return found;
}
