/** Which directives of a document are the access rules of Apollo Federation, whatever `@link` has named them. */
import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind, visit } from "graphql";
import type { Demand } from "./demand.ts";

const ruleNames = ["authenticated", "requiresScopes", "policy"] as const;

type RuleName = (typeof ruleNames)[number];

/** By the name that the directive has in the document. */
export type LinkedRules = ReadonlyMap<string, RuleName>;

/** In a subgraph the rules come with the federation's specification, in a supergraph each with one of its own. */
export function linkedRules(document: DocumentNode): LinkedRules {
  return new Map(linksOf(document).flatMap(namesBy));
}

/** Under which names a directive of the federation's specification stands in the document of a subgraph. */
export function linkedNames(document: DocumentNode, directive: string): ReadonlySet<string> {
  const links = linksOf(document).filter(({ feature }) => feature === "federation");
  return new Set(
    links.flatMap(({ feature, as, imports }) => [
      `${as ?? feature}__${directive}`,
      ...imports.filter(({ name }) => name === `@${directive}`).map((each) => each.as.slice(1)),
    ]),
  );
}

function namesBy({ feature, as, imports }: Link): readonly (readonly [string, RuleName])[] {
  const own = ruleNames.find((name) => name === feature);
  if (feature !== "federation" && own === undefined) return [];
  const standard = own
    ? [[as ?? own, own] as const]
    : ruleNames.map((name) => [`${as ?? feature}__${name}`, name] as const);
  return [...standard, ...imports.flatMap(importedRule)];
}

function importedRule({ name, as }: Link["imports"][number]): readonly (readonly [string, RuleName])[] {
  const rule = ruleNames.find((each) => `@${each}` === name);
  return rule ? [[as.slice(1), rule]] : [];
}

/** What the directives demand; what has not the form of its rule is demanded of everybody and met by nobody. */
export function demandsOf(directives: readonly ConstDirectiveNode[] = [], rules: LinkedRules): readonly Demand[] {
  return directives.flatMap((directive) => {
    const rule = rules.get(directive.name.value);
    return rule ? [demandOf(rule, directive)] : [];
  });
}

function demandOf(rule: RuleName, directive: ConstDirectiveNode): Demand {
  if (rule === "authenticated") return { kind: "authenticated" };
  const argument = rule === "policy" ? "policies" : "scopes";
  const anyOf = listsIn(directive.arguments?.find(({ name }) => name.value === argument)?.value);
  return anyOf ? { kind: argument, anyOf } : { kind: "nobody" };
}

/** A list of lists of names, none of them empty: an empty list would be met by everybody. */
function listsIn(value: ConstValueNode | undefined): readonly (readonly string[])[] | undefined {
  const lists = itemsIn(value)?.map((each) => itemsIn(each)?.map(textIn) ?? []);
  return lists?.length && lists.every((list) => list.length > 0) ? lists : undefined;
}

function itemsIn(value: ConstValueNode | undefined): readonly ConstValueNode[] | undefined {
  if (value?.kind === Kind.LIST) return value.values;
  // One item stands for a list of it, as everywhere in GraphQL.
  return value?.kind === Kind.STRING ? [value] : undefined;
}

/** What is no name is one that nobody has. */
function textIn(value: ConstValueNode): string {
  return value.kind === Kind.STRING ? value.value : "";
}

/**
 * Directives that are named like a rule and are none, because the document defines them itself: composition leaves them out
 * without a word, and with them the protection that somebody meant.
 */
export function lookAlikes(document: DocumentNode): readonly string[] {
  const rules = linkedRules(document);
  const found = new Set<string>();
  visit(document, {
    Directive: ({ name: { value } }) => {
      const meant = ruleNames.some((name) => value.replace(/^.*__/, "").toLowerCase() === name.toLowerCase());
      if (meant && !rules.has(value)) found.add(value);
    },
  });
  return [...found];
}

/** Features of a supergraph that are there for security and that nothing here understands. */
export function unknownSecurity(supergraph: DocumentNode): readonly string[] {
  const known = ["inaccessible", "context", ...ruleNames] as readonly string[];
  return linksOf(supergraph)
    .filter(({ isForSecurity, feature, version }) => isForSecurity && !(known.includes(feature) && isKnown(version)))
    .map(({ url }) => url);
}

function isKnown(version: string): boolean {
  return /^v0\.[12]$/.test(version);
}

/** One `@link` of a schema. */
export interface Link {
  readonly node: ConstDirectiveNode;
  readonly url: string;
  readonly feature: string;
  readonly version: string;
  readonly as: string | undefined;
  readonly isForSecurity: boolean;
  readonly imports: readonly { readonly name: string; readonly as: string }[];
}

export function linksOf({ definitions }: DocumentNode): readonly Link[] {
  return definitions
    .filter((each) => each.kind === Kind.SCHEMA_DEFINITION || each.kind === Kind.SCHEMA_EXTENSION)
    .flatMap(({ directives = [] }) => directives)
    .filter(({ name }) => name.value === "link")
    .map(linkOf);
}

function linkOf(node: ConstDirectiveNode): Link {
  const { arguments: given = [] } = node;
  const argument = (name: string) => given.find((each) => each.name.value === name)?.value;
  const url = nameIn(argument("url")) ?? "";
  // `https://specs.apollo.dev/federation/v2.9`
  const [, feature = "", version = ""] =
    /^https:\/\/specs\.apollo\.dev\/(\w+)\/(v[\d.]+)\/?(?:[?#].*)?$/.exec(url) ?? [];
  const imported = argument("import");
  return {
    node,
    url,
    feature,
    version,
    as: nameIn(argument("as")),
    isForSecurity: nameIn(argument("for")) === "SECURITY",
    imports: imported?.kind === Kind.LIST ? imported.values.flatMap(importOf) : [],
  };
}

function nameIn(value: ConstValueNode | undefined): string | undefined {
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

function importOf(value: ConstValueNode): readonly { readonly name: string; readonly as: string }[] {
  if (value.kind === Kind.STRING) return [{ name: value.value, as: value.value }];
  if (value.kind !== Kind.OBJECT) return [];
  const fieldOf = (name: string) => nameIn(value.fields.find((each) => each.name.value === name)?.value);
  const name = fieldOf("name");
  return name === undefined ? [] : [{ name, as: fieldOf("as") ?? name }];
}
