/**
 * `@oneOf` is a directive of GraphQL itself that the composer does not know. So it is taken out of what is composed and put back into what
 * comes of it: an input that one subgraph reads as one of its fields is that for every client.
 */
import {
  type ASTNode,
  type DocumentNode,
  GraphQLError,
  type InputObjectTypeDefinitionNode,
  type InputObjectTypeExtensionNode,
  type InputValueDefinitionNode,
  Kind,
  parse,
  print,
  visit,
} from "graphql";

type InputNode = InputObjectTypeDefinitionNode | InputObjectTypeExtensionNode;

/** The inputs of a document that are one of their fields. */
export function oneOfInputs(document: DocumentNode): readonly string[] {
  return document.definitions.filter(isInput).flatMap((each) => (isOneOf(each) ? [each.name.value] : []));
}

export function withoutOneOf(document: DocumentNode): DocumentNode {
  return visit(document, {
    DirectiveDefinition: (node) => (node.name.value === "oneOf" ? null : undefined),
    Directive: (node, _key, _parent, _path, ancestors) =>
      node.name.value === "oneOf" && isInput(ancestors.at(-1)) ? null : undefined,
  });
}

/** What an input of this kind may not have, which nobody else finds once the directive is gone. */
export function oneOfFaults(document: DocumentNode, subgraph: string): readonly GraphQLError[] {
  const names = new Set(oneOfInputs(document));
  const inputs = document.definitions.filter(isInput).filter(({ name }) => names.has(name.value));
  return inputs.flatMap(({ name, fields = [] }) =>
    fields.filter(isFixed).map((field) => fault(`${name.value}.${field.name.value}`, field, subgraph)),
  );
}

/** @returns the very text where there are none */
export function withOneOf(supergraphSdl: string, names: ReadonlySet<string>): string {
  if (names.size === 0) return supergraphSdl;
  const marked = visit(parse(supergraphSdl, { noLocation: true }), {
    InputObjectTypeDefinition: (node) =>
      names.has(node.name.value) ? { ...node, directives: [...(node.directives ?? []), oneOf] } : undefined,
  });
  return `directive @oneOf on INPUT_OBJECT\n\n${print(marked)}\n`;
}

const oneOf = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: "oneOf" } } as const;

function isInput(node: ASTNode | readonly ASTNode[] | undefined): node is InputNode {
  if (node === undefined || !("kind" in node)) return false;
  return node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION || node.kind === Kind.INPUT_OBJECT_TYPE_EXTENSION;
}

function isOneOf({ directives = [] }: InputNode): boolean {
  return directives.some(({ name }) => name.value === "oneOf");
}

function isFixed({ type, defaultValue }: InputValueDefinitionNode): boolean {
  return type.kind === Kind.NON_NULL_TYPE || defaultValue !== undefined;
}

function fault(coordinate: string, field: InputValueDefinitionNode, subgraph: string): GraphQLError {
  const message = `[${subgraph}] ${coordinate} is a field of a @oneOf input: it must be nullable and have no default.`;
  return new GraphQLError(message, { nodes: field, extensions: { code: "ONE_OF_INVALID" } });
}
