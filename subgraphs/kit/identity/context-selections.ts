/** What a field of a supergraph is told of the records around it (`@fromContext`), read where composition writes it down. */
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  parse,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";
import { linksOf } from "./linked-rules.ts";

export interface ContextSelection {
  /** The subgraph that is told, as the supergraph's own directives call it. */
  readonly graph: string;
  /** The type of a record around the field. */
  readonly type: string;
  /** What of that record. */
  readonly selectionSet: SelectionSetNode;
}

export type ContextSelections = (field: FieldDefinitionNode) => readonly ContextSelection[];

export function readContextSelections(supergraph: DocumentNode): ContextSelections {
  const types = typesByContext(supergraph);
  return ({ directives = [] }) =>
    directives.filter(({ name }) => name.value === "join__field").flatMap((join) => selectionsIn(join, types));
}

type TypesByContext = ReadonlyMap<string, readonly string[]>;

function typesByContext(supergraph: DocumentNode): TypesByContext {
  const names = contextDirectives(supergraph);
  const pairs = supergraph.definitions.flatMap((definition) => {
    if (!("name" in definition) || !("directives" in definition)) return [];
    const type = definition.name?.value ?? "";
    const uses = (definition.directives ?? []).filter(({ name }) => names.includes(name.value));
    return uses.map((use) => ({ type, context: textOf(argumentOf(use.arguments, "name")) }));
  });
  return new Map(
    [...Map.groupBy(pairs, ({ context }) => context)].map(([context, each]) => [context, each.map(({ type }) => type)]),
  );
}

function contextDirectives(supergraph: DocumentNode): readonly string[] {
  const links = linksOf(supergraph).filter(({ feature }) => feature === "context");
  return links.flatMap(({ as, imports }) => [
    as ?? "context",
    ...imports.filter(({ name }) => name === "@context").map((each) => each.as.slice(1)),
  ]);
}

function selectionsIn(join: ConstDirectiveNode, types: TypesByContext): readonly ContextSelection[] {
  const graph = textOf(argumentOf(join.arguments, "graph"));
  const given = argumentOf(join.arguments, "contextArguments");
  const all = given?.kind === Kind.LIST ? given.values : [];
  return all.flatMap((each) => {
    if (each.kind !== Kind.OBJECT) return [];
    const selectionSet = selectionOf(textOf(argumentOf(each.fields, "selection")));
    return (types.get(textOf(argumentOf(each.fields, "context"))) ?? []).map((type) => ({ graph, type, selectionSet }));
  });
}

/** `{ currency }`, or with a fragment for each type. */
function selectionOf(text: string): SelectionSetNode {
  const [operation] = parse(text.trim().startsWith("{") ? text : `{${text}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError(`Not a selection: ${text}`);
  return operation.selectionSet;
}

type Named = { readonly name: { readonly value: string }; readonly value: ValueNode };

function argumentOf(entries: readonly Named[] | undefined, name: string): ValueNode | undefined {
  return entries?.find((each) => each.name.value === name)?.value;
}

function textOf(value: ValueNode | undefined): string {
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : "";
}
