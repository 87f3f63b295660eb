/** Counts what a document asks for with its fragments expanded, without expanding them: each fragment is counted once. */
import {
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

export interface Counts {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields at the top. */
  readonly rootFields: number;
}

/** The greatest counts of any operation or fragment; undefined where a fragment contains itself. */
export function countDocument({ definitions }: DocumentNode): Counts | undefined {
  const fragments = createFragments(definitions);
  const counts = definitions.map((definition) => countDefinition(definition, fragments));
  return fragments.isCircular() ? undefined : counts.reduce(greatest, nothing);
}

interface Fragments {
  count(name: string): Counts;
  isCircular(): boolean;
}

function createFragments(definitions: readonly DefinitionNode[]): Fragments {
  const byName = new Map(definitions.filter(isFragment).map((fragment) => [fragment.name.value, fragment]));
  const known = new Map<string, Counts>();
  const begun = new Set<string>();
  let isCircular = false;
  const fragments: Fragments = {
    isCircular: () => isCircular,
    count(name) {
      const fragment = byName.get(name);
      const found = known.get(name);
      if (found || !fragment) return found ?? nothing;
      if (begun.has(name)) isCircular = true;
      if (isCircular) return nothing;
      begun.add(name);
      const counts = add(countSelections(fragment.selectionSet, fragments), directivesOf(fragment));
      known.set(name, counts);
      return counts;
    },
  };
  return fragments;
}

function isFragment(definition: DefinitionNode): definition is FragmentDefinitionNode {
  return definition.kind === Kind.FRAGMENT_DEFINITION;
}

function countDefinition(definition: DefinitionNode, fragments: Fragments): Counts {
  // The top of a fragment is the top of nothing.
  if (isFragment(definition)) return { ...fragments.count(definition.name.value), rootFields: 0 };
  if (definition.kind !== Kind.OPERATION_DEFINITION) return nothing;
  const variables = (definition.variableDefinitions ?? []).map(directivesOf);
  return [directivesOf(definition), ...variables].reduce(add, countSelections(definition.selectionSet, fragments));
}

function countSelections({ selections }: SelectionSetNode, fragments: Fragments): Counts {
  return selections.reduce((sum, selection) => add(sum, countSelection(selection, fragments)), nothing);
}

function countSelection(selection: SelectionNode, fragments: Fragments): Counts {
  const own = directivesOf(selection);
  if (selection.kind === Kind.FRAGMENT_SPREAD) return add(own, fragments.count(selection.name.value));
  if (selection.kind === Kind.INLINE_FRAGMENT) return add(own, countSelections(selection.selectionSet, fragments));
  return add(own, countField(selection, fragments));
}

function countField({ name, alias, selectionSet }: FieldNode, fragments: Fragments): Counts {
  const within = selectionSet ? countSelections(selectionSet, fragments) : nothing;
  return {
    depth: depthOf(name.value, within.depth),
    fields: 1 + within.fields,
    aliases: (alias ? 1 : 0) + within.aliases,
    directives: within.directives,
    rootFields: 1,
  };
}

/** `ofType` unwraps one type and branches into nothing: the introspection query of every tool repeats it nine times. */
function depthOf(name: string, within: number): number {
  return name === "ofType" ? Math.max(1, within) : 1 + within;
}

function directivesOf({ directives = [] }: { readonly directives?: readonly unknown[] | undefined }): Counts {
  return directives.length === 0 ? nothing : { ...nothing, directives: directives.length };
}

const nothing: Counts = { depth: 0, fields: 0, aliases: 0, directives: 0, rootFields: 0 };

/** Side by side: what is deepest stays so. */
function add(one: Counts, other: Counts): Counts {
  return {
    depth: Math.max(one.depth, other.depth),
    fields: one.fields + other.fields,
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
    rootFields: one.rootFields + other.rootFields,
  };
}

function greatest(one: Counts, other: Counts): Counts {
  return {
    depth: Math.max(one.depth, other.depth),
    fields: Math.max(one.fields, other.fields),
    aliases: Math.max(one.aliases, other.aliases),
    directives: Math.max(one.directives, other.directives),
    rootFields: Math.max(one.rootFields, other.rootFields),
  };
}
