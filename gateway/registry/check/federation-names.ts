/** Gives federation's directives their own names, whatever a schema calls them, so that no check can be walked round by a rename. */
import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind, visit } from "graphql";

const federationUrl = /^https:\/\/specs\.apollo\.dev\/federation\/v\d+\.\d+$/;

export function canonicalNames(document: DocumentNode): DocumentNode {
  const links = linksOf(document).filter(({ url }) => federationUrl.test(url));
  const names = new Map(links.flatMap(({ imports }) => imports));
  const prefixes = links.map(({ as }) => `${as}__`);
  return visit(document, {
    Directive: (node) => {
      const own = names.get(node.name.value) ?? withoutPrefix(node.name.value, prefixes);
      return own === node.name.value ? undefined : { ...node, name: { ...node.name, value: own } };
    },
  });
}

function withoutPrefix(name: string, prefixes: readonly string[]): string {
  const prefix = prefixes.find((each) => name.startsWith(each));
  return prefix === undefined ? name : name.slice(prefix.length);
}

interface Link {
  readonly url: string;
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
  return {
    url: stringOf(argumentOf(directive, "url")) ?? "",
    as: stringOf(argumentOf(directive, "as")) ?? "federation",
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
