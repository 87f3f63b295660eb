/** Gives federation's directives and the root types their own names, whatever a schema calls them, so that no check can be walked round by a rename. */
import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind, type NameNode, visit } from "graphql";

/** Federation's own, and those of its features that may be linked each by itself. */
const specification = /^https:\/\/specs\.apollo\.dev\/(\w+)\/v\d+\.\d+\/?(?:[?#].*)?$/;

export function canonicalNames(document: DocumentNode): DocumentNode {
  const links = linksOf(document).filter(({ feature }) => feature !== undefined);
  const names = new Map(links.flatMap(({ imports, as, feature }) => [[as, feature ?? as] as const, ...imports]));
  const prefixes = links.map(({ as }) => `${as}__`);
  const roots = rootNames(document);
  const renamed = <Node extends { readonly name: NameNode }>(node: Node, own: string | undefined) =>
    own === undefined || own === node.name.value ? undefined : { ...node, name: { ...node.name, value: own } };
  return visit(document, {
    Directive: (node) => renamed(node, names.get(node.name.value) ?? withoutPrefix(node.name.value, prefixes)),
    ObjectTypeDefinition: (node) => renamed(node, roots.get(node.name.value)),
    ObjectTypeExtension: (node) => renamed(node, roots.get(node.name.value)),
  });
}

/** A schema may call its root types anything. */
function rootNames({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  const operations = definitions.flatMap((each) =>
    each.kind === Kind.SCHEMA_DEFINITION || each.kind === Kind.SCHEMA_EXTENSION ? (each.operationTypes ?? []) : [],
  );
  return new Map(
    operations.map(({ operation, type }) => [
      type.name.value,
      `${operation.charAt(0).toUpperCase()}${operation.slice(1)}`,
    ]),
  );
}

function withoutPrefix(name: string, prefixes: readonly string[]): string {
  const prefix = prefixes.find((each) => name.startsWith(each));
  return prefix === undefined ? name : name.slice(prefix.length);
}

interface Link {
  /** Undefined for a specification that is not Apollo's. */
  readonly feature: string | undefined;
  readonly as: string;
  /** Name in the schema, and federation's own. */
  readonly imports: readonly (readonly [string, string])[];
}

function linksOf({ definitions }: DocumentNode): readonly Link[] {
  return definitions.flatMap((definition) => {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) return [];
    return (definition.directives ?? []).filter(({ name }) => name.value === "link").map(linkOf);
  });
}

function linkOf(directive: ConstDirectiveNode): Link {
  const imported = argumentOf(directive, "import");
  const [, feature] = specification.exec(stringOf(argumentOf(directive, "url")) ?? "") ?? [];
  return {
    feature,
    as: stringOf(argumentOf(directive, "as")) ?? feature ?? "",
    imports: imported?.kind === Kind.LIST ? imported.values.flatMap(importOf) : [],
  };
}

function importOf(value: ConstValueNode): readonly (readonly [string, string])[] {
  const text = stringOf(value);
  if (text !== undefined) return [[bare(text), bare(text)]];
  if (value.kind !== Kind.OBJECT) return [];
  const entry = (name: string) => stringOf(value.fields.find((field) => field.name.value === name)?.value);
  const own = entry("name");
  return own === undefined ? [] : [[bare(entry("as") ?? own), bare(own)]];
}

function bare(name: string): string {
  return name.replace(/^@/, "");
}

export function argumentOf(directive: ConstDirectiveNode, name: string): ConstValueNode | undefined {
  return directive.arguments?.find((argument) => argument.name.value === name)?.value;
}

export function stringOf(value: ConstValueNode | undefined): string | undefined {
  return value?.kind === Kind.STRING ? value.value : undefined;
}
