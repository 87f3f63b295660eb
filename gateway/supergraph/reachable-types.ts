/** Which types of a supergraph a client can come to, from the root types over what is accessible. */
import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  Kind,
  type NamedTypeNode,
  type TypeNode,
} from "graphql";

type Marked = { readonly directives?: readonly DirectiveNode[] | undefined };

export function isInaccessible({ directives = [] }: Marked): boolean {
  return directives.some(({ name }) => name.value === "inaccessible");
}

/** Types whose objects a reachable interface may stand for are reached with it, as is each interface of a reachable type. */
export function reachableTypes(document: DocumentNode, roots: Iterable<string>): ReadonlySet<string> {
  const types = new Map(
    document.definitions.flatMap((each) => ("name" in each && each.name ? [[each.name.value, each]] : [])),
  );
  const implementers = implementersOf(document);
  const found = new Set<string>();
  const open = [...roots];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const type = types.get(name);
    if (!type || found.has(name) || isInaccessible(type)) continue;
    found.add(name);
    open.push(...typesNextTo(type), ...(implementers.get(name) ?? []));
  }
  return found;
}

function typesNextTo(type: DefinitionNode): readonly string[] {
  switch (type.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const fields = (type.fields ?? []).filter((field) => !isInaccessible(field));
      const inputs = fields.flatMap((field) => (field.arguments ?? []).filter((argument) => !isInaccessible(argument)));
      return [...(type.interfaces ?? []), ...[...fields, ...inputs].map((each) => namedType(each.type))].map(nameOf);
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return (type.fields ?? [])
        .filter((field) => !isInaccessible(field))
        .map((field) => nameOf(namedType(field.type)));
    case Kind.UNION_TYPE_DEFINITION:
      return (type.types ?? []).map(nameOf);
    default:
      return [];
  }
}

function implementersOf(document: DocumentNode): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const each of document.definitions) {
    if (each.kind !== Kind.OBJECT_TYPE_DEFINITION && each.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const { name } of each.interfaces ?? [])
      found.set(name.value, [...(found.get(name.value) ?? []), each.name.value]);
  }
  return found;
}

function namedType(type: TypeNode): NamedTypeNode {
  return type.kind === Kind.NAMED_TYPE ? type : namedType(type.type);
}

function nameOf({ name }: NamedTypeNode): string {
  return name.value;
}
