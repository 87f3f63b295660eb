/** Reads the composed supergraph's own directives (`@join__type`, `@join__field`, `@join__graph`): the only place that knows their spelling. */
import {
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  parseConstValue,
  type SelectionSetNode,
  type TypeNode,
} from "graphql";

export type CompositeDefinition = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

type Directed = { readonly directives?: readonly ConstDirectiveNode[] | undefined };

export function compositeDefinitions(supergraph: DocumentNode): CompositeDefinition[] {
  return supergraph.definitions.filter(isComposite);
}

export function isComposite(node: DefinitionNode): node is CompositeDefinition {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

export function directivesNamed(node: Directed, name: string): readonly ConstDirectiveNode[] {
  return node.directives?.filter((each) => each.name.value === name) ?? [];
}

export function argumentText(directive: DirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((each) => each.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

export function hasArgument(directive: DirectiveNode, name: string): boolean {
  return directive.arguments?.some((each) => each.name.value === name) ?? false;
}

export function argumentFlag(directive: DirectiveNode, name: string): boolean | undefined {
  const value = directive.arguments?.find((each) => each.name.value === name)?.value;
  return value?.kind === Kind.BOOLEAN ? value.value : undefined;
}

export function parseFieldSet(text: string): SelectionSetNode {
  const [operation] = parse(`{${text}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`Not a field set: ${text}`);
  return operation.selectionSet;
}

/** The joins of a field that name a subgraph: the others say that it comes from an @interfaceObject. */
export function fieldJoins(field: FieldDefinitionNode): readonly ConstDirectiveNode[] {
  return directivesNamed(field, "join__field").filter((join) => argumentText(join, "graph") !== undefined);
}

export function graphsOf(type: CompositeDefinition): string[] {
  return directivesNamed(type, "join__type").map((join) => argumentText(join, "graph") ?? "");
}

export function joinField(graph: string): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: "join__field" },
    arguments: [constArgument("graph", graph)],
  };
}

export function constArgument(name: string, value: string): ConstArgumentNode {
  return {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: name },
    value: parseConstValue(value, { noLocation: true }),
  };
}

export function namedTypeOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedTypeOf(type.type);
}

/** Names of subgraphs by the name that the supergraph's `join__Graph` enum gives them. */
export function readSubgraphNames(supergraph: DocumentNode): Map<string, { name: string; url: string }> {
  const graphs = new Map<string, { name: string; url: string }>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== "join__Graph") continue;
    for (const value of definition.values ?? []) {
      const [directive] = directivesNamed(value, "join__graph");
      if (!directive) continue;
      graphs.set(value.name.value, {
        name: argumentText(directive, "name") ?? "",
        url: argumentText(directive, "url") ?? "",
      });
    }
  }
  return graphs;
}

/** Labels of progressive overrides: `percent(5)` or a name that the hall gives a meaning to. */
export function readOverrideLabels(supergraph: DocumentNode): Set<string> {
  const labels = new Set<string>();
  for (const definition of compositeDefinitions(supergraph))
    for (const field of definition.fields ?? [])
      for (const directive of directivesNamed(field, "join__field")) {
        const label = argumentText(directive, "overrideLabel");
        if (label) labels.add(label);
      }
  return labels;
}
