/**
 * A contract graph: the supergraph without what bears certain tags, and without what only that led to; both become
 * `@inaccessible`. A supergraph bears the tags of all subgraphs, so that it is the graph that composing would give had each
 * of them said so itself.
 */
import {
  type ASTNode,
  type ConstDirectiveNode,
  type DocumentNode,
  isTypeDefinitionNode,
  Kind,
  parse,
  print,
  type TypeDefinitionNode,
  visit,
} from "graphql";
import { isInaccessible, reachableTypes } from "./reachable-types.ts";

/** A view of the graph for one audience. */
export interface ContractGraph {
  /** Part of its path, `/graphql/<name>`. */
  readonly name: string;
  /** What bears one of these tags is not in it. */
  readonly exclude: readonly string[];
}

export function excludeTags(supergraphSdl: string, tags: readonly string[]): string {
  if (tags.length === 0) return supergraphSdl;
  const document = parse(supergraphSdl, { noLocation: true });
  const isKnown = document.definitions.some(
    (each) => each.kind === Kind.DIRECTIVE_DEFINITION && each.name.value === "inaccessible",
  );
  const marked = visit(document, {
    enter(node) {
      if (node.kind === Kind.SCHEMA_DEFINITION && !isKnown) return withDirectives(node, [link]);
      if (!("directives" in node) || !bearsOne(node.directives, tags)) return undefined;
      return withDirectives(node, [inaccessible]);
    },
  });
  const left = withoutTheCutOff(document, withoutEmptyRoots(marked));
  return isKnown ? print(left) : `${print(left)}\n\n${definition}\n`;
}

/** A graph without any mutation has no type for them either. A graph without any query is none: that stays an error. */
function withoutEmptyRoots(document: DocumentNode): DocumentNode {
  const optional = rootsOf(document, ["mutation", "subscription"]);
  return hideTypes(document, (node) => {
    const isEmpty = node.kind === Kind.OBJECT_TYPE_DEFINITION && (node.fields ?? []).every(isInaccessible);
    return isEmpty && optional.includes(node.name.value);
  });
}

/** Only what could be reached before: a type that nothing ever led to is its author's business. */
function withoutTheCutOff(before: DocumentNode, after: DocumentNode): DocumentNode {
  const roots = rootsOf(before, ["query", "mutation", "subscription"]);
  const left = reachableTypes(after, roots);
  const cutOff = [...reachableTypes(before, roots)].filter((name) => !left.has(name));
  return hideTypes(after, ({ name }) => cutOff.includes(name.value));
}

function rootsOf(document: DocumentNode, operations: readonly string[]): readonly string[] {
  return document.definitions.flatMap((each) =>
    each.kind === Kind.SCHEMA_DEFINITION
      ? each.operationTypes.filter(({ operation }) => operations.includes(operation)).map(({ type }) => type.name.value)
      : [],
  );
}

function hideTypes(document: DocumentNode, isHidden: (node: TypeDefinitionNode) => boolean): DocumentNode {
  return visit(document, {
    enter(node) {
      if (node.kind === Kind.DOCUMENT) return undefined;
      return isTypeDefinitionNode(node) && !isInaccessible(node) && isHidden(node)
        ? withDirectives(node, [inaccessible])
        : false;
    },
  });
}

function bearsOne(directives: ASTNodeDirectives, tags: readonly string[]): boolean {
  const all = directives ?? [];
  if (isInaccessible({ directives: all })) return false;
  return all.some(({ name, arguments: given = [] }) => {
    const value = given.find((each) => each.name.value === "name")?.value;
    return name.value === "tag" && value?.kind === Kind.STRING && tags.includes(value.value);
  });
}

type ASTNodeDirectives = Extract<ASTNode, { readonly directives?: unknown }>["directives"];

function withDirectives(node: ASTNode, more: readonly ConstDirectiveNode[]) {
  const { directives = [] } = "directives" in node ? node : {};
  return { ...node, directives: [...directives, ...more] };
}

const locations =
  "FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION";
const definition = `directive @inaccessible on ${locations}`;

const [link, inaccessible] = directivesOf(
  `schema @link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY) @inaccessible { query: Query }`,
);

function directivesOf(text: string): readonly [ConstDirectiveNode, ConstDirectiveNode] {
  const [node] = parse(text, { noLocation: true }).definitions;
  const [first, second] = node?.kind === Kind.SCHEMA_DEFINITION ? (node.directives ?? []) : [];
  if (!first || !second) throw new TypeError("two directives were written above");
  return [first, second];
}
