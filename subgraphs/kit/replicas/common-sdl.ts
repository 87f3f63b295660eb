/** What several releases of one subgraph can all answer: while they run side by side, a question may come to any of them. */
import {
  type DefinitionNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  type NamedTypeNode,
  parse,
  print,
  type TypeDefinitionNode,
  type TypeExtensionNode,
  type TypeNode,
} from "graphql";

/**
 * The types, fields and arguments that every one of the SDLs has, worded as the first has them. An enum has the values that any of them has:
 * one that is answered and not known would be an error.
 */
export function commonSdl(sdls: readonly string[]): string {
  const [first = "", ...others] = [...new Set(sdls)];
  if (others.length === 0) return first;
  const { definitions } = parse(first, { noLocation: true });
  const common = others.reduce<Definitions>((left, other) => commonDefinitions(left, partsIn(other)), definitions);
  return print({ kind: Kind.DOCUMENT, definitions: withoutLooseEnds(common, namesIn(definitions)) });
}

type Definitions = readonly DefinitionNode[];
type TypeOfSdl = TypeDefinitionNode | TypeExtensionNode;
type Field = FieldDefinitionNode | InputValueDefinitionNode;

/** What a release says of a type, in its definition and its extensions together. */
interface Parts {
  readonly fields: ReadonlyMap<string, Field>;
  readonly values: readonly EnumValueDefinitionNode[];
  /** Of the interfaces that it implements, or of the types that it is one of. */
  readonly names: ReadonlySet<string>;
}

function partsIn(sdl: string): ReadonlyMap<string, Parts> {
  const types = parse(sdl, { noLocation: true }).definitions.filter(isType);
  return new Map([...Map.groupBy(types, nameOf)].map(([name, nodes]) => [name, partsOf(nodes)]));
}

function partsOf(nodes: readonly TypeOfSdl[]): Parts {
  const fields = nodes.flatMap((node): readonly Field[] => ("fields" in node ? (node.fields ?? []) : []));
  return {
    fields: byName(fields),
    values: nodes.flatMap((node) => ("values" in node ? (node.values ?? []) : [])),
    names: new Set(nodes.flatMap(namedBy).map(nameOf)),
  };
}

function namedBy(node: TypeOfSdl): readonly NamedTypeNode[] {
  if ("interfaces" in node) return node.interfaces ?? [];
  return "types" in node ? (node.types ?? []) : [];
}

function commonDefinitions(definitions: Definitions, others: ReadonlyMap<string, Parts>): Definitions {
  return definitions.flatMap((definition): Definitions => {
    if (!isType(definition)) return [definition];
    const other = others.get(nameOf(definition));
    return other === undefined ? [] : unlessEmptied(definition, commonType(definition, other));
  });
}

function commonType(node: TypeOfSdl, other: Parts): TypeOfSdl {
  if ("values" in node) return { ...node, values: withValues(node.values ?? [], other.values) };
  return narrowed(node, {
    isNamed: (name) => other.names.has(name),
    fieldOf: (field) => commonField(field, other.fields.get(nameOf(field))),
    isInput: (input) => isAlike(input, other.fields.get(nameOf(input))),
  });
}

function withValues(own: readonly EnumValueDefinitionNode[], others: readonly EnumValueDefinitionNode[]) {
  const known = new Set(own.map(nameOf));
  return [...own, ...others.filter((value) => !known.has(nameOf(value)))];
}

/** Undefined where one of the two cannot be asked as the other is. */
function commonField(field: FieldDefinitionNode, other: Field | undefined): FieldDefinitionNode | undefined {
  if (!isAlike(field, other) || other?.kind !== Kind.FIELD_DEFINITION) return undefined;
  const theirs = byName(other.arguments ?? []);
  const both = (field.arguments ?? []).filter((argument) => isAlike(argument, theirs.get(nameOf(argument))));
  const names = new Set(both.map(nameOf));
  const either = [...(field.arguments ?? []), ...theirs.values()];
  const canBeAsked = either.every((argument) => names.has(nameOf(argument)) || !isRequired(argument));
  return canBeAsked ? { ...field, arguments: both } : undefined;
}

function isAlike(one: Field, other: Field | undefined): boolean {
  return other !== undefined && print(one.type) === print(other.type);
}

function isRequired({ type, defaultValue }: InputValueDefinitionNode): boolean {
  return type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined;
}

/** Without what speaks of a type that is gone, until nothing does. */
function withoutLooseEnds(definitions: Definitions, known: ReadonlySet<string>): Definitions {
  const names = namesIn(definitions);
  const isHere = (name: string) => names.has(name) || !known.has(name);
  const speaksOfNone = ({ type }: Field) => isHere(namedType(type));
  const kept = definitions.flatMap((definition): Definitions => {
    if (!isType(definition)) return [definition];
    const fieldOf = (field: FieldDefinitionNode) =>
      speaksOfNone(field) && (field.arguments ?? []).every(speaksOfNone) ? field : undefined;
    return unlessEmptied(definition, narrowed(definition, { isNamed: isHere, fieldOf, isInput: speaksOfNone }));
  });
  return namesIn(kept).size === names.size ? kept : withoutLooseEnds(kept, known);
}

interface Narrowing {
  readonly isNamed: (name: string) => boolean;
  readonly fieldOf: (field: FieldDefinitionNode) => FieldDefinitionNode | undefined;
  readonly isInput: (input: InputValueDefinitionNode) => boolean;
}

function narrowed(node: TypeOfSdl, { isNamed, fieldOf, isInput }: Narrowing): TypeOfSdl {
  const named = (types: readonly NamedTypeNode[] = []) => types.filter((type) => isNamed(nameOf(type)));
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
      return {
        ...node,
        interfaces: named(node.interfaces),
        fields: (node.fields ?? []).flatMap((f) => fieldOf(f) ?? []),
      };
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return { ...node, fields: (node.fields ?? []).filter(isInput) };
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.UNION_TYPE_EXTENSION:
      return { ...node, types: named(node.types) };
    default:
      return node;
  }
}

function unlessEmptied(before: TypeOfSdl, after: TypeOfSdl): readonly TypeOfSdl[] {
  return sizeOf(before) > 0 && sizeOf(after) === 0 ? [] : [after];
}

function sizeOf(node: TypeOfSdl): number {
  if ("fields" in node) return node.fields?.length ?? 0;
  return "types" in node ? (node.types?.length ?? 0) : 0;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? nameOf(type) : namedType(type.type);
}

function namesIn(definitions: Definitions): ReadonlySet<string> {
  return new Set(definitions.filter(isType).map(nameOf));
}

function isType(node: DefinitionNode): node is TypeOfSdl {
  return isTypeDefinitionNode(node) || isTypeExtensionNode(node);
}

function nameOf({ name }: { readonly name: { readonly value: string } }): string {
  return name.value;
}

function byName<Node extends Field>(nodes: readonly Node[]): ReadonlyMap<string, Node> {
  return new Map(nodes.map((node) => [nameOf(node), node]));
}
