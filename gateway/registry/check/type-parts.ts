/** A schema's types with their extensions merged, as the checks look at them. */
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from "graphql";

export type TypeKind = "Object" | "Interface" | "Union" | "Enum" | "InputObject" | "Scalar";

export interface TypePart {
  readonly name: string;
  readonly kind: TypeKind;
  readonly description: string | undefined;
  readonly directives: readonly ConstDirectiveNode[];
  readonly interfaces: readonly string[];
  /** Of a union. */
  readonly members: readonly string[];
  readonly fields: readonly FieldDefinitionNode[];
  readonly inputFields: readonly InputValueDefinitionNode[];
  readonly values: readonly EnumValueDefinitionNode[];
  /** The first of its definitions. */
  readonly node: TypeDefinitionNode | TypeExtensionNode;
}

export type TypeParts = ReadonlyMap<string, TypePart>;

export function typeParts(document: DocumentNode): TypeParts {
  const parts = new Map<string, TypePart>();
  for (const node of document.definitions) {
    if (!isTypeDefinitionNode(node) && !isTypeExtensionNode(node)) continue;
    const part = partOf(node);
    const before = parts.get(part.name);
    parts.set(part.name, before ? merged(before, part) : part);
  }
  return parts;
}

function partOf(node: TypeDefinitionNode | TypeExtensionNode): TypePart {
  const isInput = node.kind.startsWith("InputObject");
  const fields = "fields" in node ? (node.fields ?? []) : [];
  return {
    name: node.name.value,
    kind: node.kind.replace(/Type(?:Definition|Extension)$/, "") as TypeKind,
    description: "description" in node ? node.description?.value : undefined,
    directives: node.directives ?? [],
    interfaces: "interfaces" in node ? (node.interfaces ?? []).map(({ name }) => name.value) : [],
    members: "types" in node ? (node.types ?? []).map(({ name }) => name.value) : [],
    fields: isInput ? [] : fields.filter((field) => field.kind === "FieldDefinition"),
    inputFields: isInput ? fields.filter((field) => field.kind === "InputValueDefinition") : [],
    values: "values" in node ? (node.values ?? []) : [],
    node,
  };
}

function merged(a: TypePart, b: TypePart): TypePart {
  return {
    ...a,
    description: a.description ?? b.description,
    directives: [...a.directives, ...b.directives],
    interfaces: [...a.interfaces, ...b.interfaces],
    members: [...a.members, ...b.members],
    fields: [...a.fields, ...b.fields],
    inputFields: [...a.inputFields, ...b.inputFields],
    values: [...a.values, ...b.values],
  };
}

export function hasDirective(node: { readonly directives?: readonly ConstDirectiveNode[] | undefined }, name: string) {
  return (node.directives ?? []).some((directive) => directive.name.value === name);
}
