/**
 * `@requires(fields: "price(currency: USD)")` asks for a field with arguments of its own. The planner knows a required field by its name
 * only, so the client's `price(currency: EUR)`, or a second @requires with another currency, would take its place. Each combination of
 * such a field and its arguments becomes a field of its own in the supergraph that is planned with (never in the one clients see);
 * requests turn it back into the real field under a private alias, representations back into the real name.
 */
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import {
  argumentFlag,
  argumentText,
  type CompositeDefinition,
  compositeDefinitions,
  directivesNamed,
  namedTypeOf,
  parseFieldSet,
} from "./join-directives.ts";
import type { PrivateNames } from "./private-names.ts";

export type RequiredFields = {
  /** The field, with its arguments, that a name in the planning supergraph stands for. */
  readonly meanings: ReadonlyMap<string, FieldNode>;
  /** The stand-ins that a field of a type in a subgraph requires; keyed by `fieldOf(subgraph, type, field)`. */
  readonly neededBy: ReadonlyMap<string, ReadonlySet<string>>;
};

export function fieldOf(graph: string, typeName: string, fieldName: string): string {
  return `${graph} ${typeName}.${fieldName}`;
}

export function separateRequiredFields(
  supergraph: DocumentNode,
  names: PrivateNames,
): { document: DocumentNode; required: RequiredFields } {
  const work = new Separation(supergraph, names);
  const rewritten = compositeDefinitions(supergraph).map((type) => work.rewriteType(type));
  const byName = new Map(rewritten.map((type) => [type.name.value, work.withoutUnused(work.withStandIns(type))]));
  const definitions = supergraph.definitions.map(
    (each) => ("name" in each && byName.get(each.name?.value ?? "")) || each,
  );
  return { document: { ...supergraph, definitions }, required: work };
}

class Separation implements RequiredFields {
  readonly meanings = new Map<string, FieldNode>();
  readonly neededBy = new Map<string, Set<string>>();
  readonly #types: ReadonlyMap<string, CompositeDefinition>;
  readonly #names: PrivateNames;
  readonly #standIns = new Map<string, { typeName: string; name: string; original: string }>();

  constructor(supergraph: DocumentNode, names: PrivateNames) {
    this.#types = new Map(compositeDefinitions(supergraph).map((type) => [type.name.value, type]));
    this.#names = names;
  }

  rewriteType(type: CompositeDefinition): CompositeDefinition {
    const fields = type.fields?.map((field) => this.#rewriteField(type, field)) ?? [];
    return { ...type, fields };
  }

  /** Every type that has the original gets the stand-in: an interface's stand-in must exist in all of its implementations. */
  withStandIns(type: CompositeDefinition): CompositeDefinition {
    const related = [
      type.name.value,
      ...(type.interfaces?.map((each) => each.name.value) ?? []),
      ...this.#implementations(type),
    ];
    const added = [...this.#standIns.values()]
      .filter(({ typeName }) => related.includes(typeName))
      .flatMap(({ name, original }) => this.#standInField(type, name, original));
    const unique = new Map(added.map((field) => [field.name.value, field]));
    return { ...type, fields: [...(type.fields ?? []), ...unique.values()] };
  }

  /** A subgraph that mentioned the original only in its @requires may no longer declare it: composition calls that a mistake. */
  withoutUnused(type: CompositeDefinition): CompositeDefinition {
    const fields = type.fields?.map((field) => {
      const isUnused = (directive: ConstDirectiveNode) => this.#isUnused(type, field, directive);
      return { ...field, directives: field.directives?.filter((each) => !isUnused(each)) ?? [] };
    });
    return { ...type, fields: fields ?? [] };
  }

  #isUnused(type: CompositeDefinition, field: FieldDefinitionNode, directive: ConstDirectiveNode): boolean {
    if (directive.name.value !== "join__field" || argumentFlag(directive, "external") !== true) return false;
    const name = field.name.value;
    const isReplaced = [...this.#standIns.values()].some(
      (each) => each.typeName === type.name.value && each.original === name,
    );
    return isReplaced && !this.#isInherited(type, name) && !this.#isProvided(name);
  }

  #isInherited(type: CompositeDefinition, fieldName: string): boolean {
    const interfaces = type.interfaces?.map((each) => this.#types.get(each.name.value)) ?? [];
    return interfaces.some((each) => each?.fields?.some(({ name }) => name.value === fieldName));
  }

  #isProvided(fieldName: string): boolean {
    const word = new RegExp(`\\b${fieldName}\\b`);
    const fields = [...this.#types.values()].flatMap((type) => type.fields ?? []);
    const directives = fields.flatMap((field) => directivesNamed(field, "join__field"));
    return directives.some((each) => word.test(argumentText(each, "provides") ?? ""));
  }

  #implementations(type: CompositeDefinition): string[] {
    const all = [...this.#types.values()];
    return all
      .filter((each) => each.interfaces?.some(({ name }) => name.value === type.name.value))
      .map((each) => each.name.value);
  }

  #standInField(type: CompositeDefinition, name: string, original: string): FieldDefinitionNode[] {
    const field = type.fields?.find((each) => each.name.value === original);
    return field ? [{ ...field, name: { kind: Kind.NAME, value: name }, arguments: [] }] : [];
  }

  #rewriteField(type: CompositeDefinition, field: FieldDefinitionNode): FieldDefinitionNode {
    if (!directivesNamed(field, "join__field").some((each) => argumentText(each, "requires"))) return field;
    return { ...field, directives: field.directives?.map((each) => this.#rewriteDirective(type, field, each)) ?? [] };
  }

  #rewriteDirective(
    type: CompositeDefinition,
    field: FieldDefinitionNode,
    directive: ConstDirectiveNode,
  ): ConstDirectiveNode {
    const requires = directive.name.value === "join__field" ? argumentText(directive, "requires") : undefined;
    if (!requires) return directive;
    const used = new Set<string>();
    const selectionSet = this.#rewriteSelections(parseFieldSet(requires), type.name.value, used);
    if (used.size === 0) return directive;
    this.neededBy.set(fieldOf(argumentText(directive, "graph") ?? "", type.name.value, field.name.value), used);
    const text = selectionSet.selections.map(print).join(" ");
    const args = directive.arguments?.map((each) =>
      each.name.value === "requires" ? { ...each, value: { kind: Kind.STRING, value: text } as const } : each,
    );
    return { ...directive, arguments: args ?? [] };
  }

  #rewriteSelections(set: SelectionSetNode, typeName: string, used: Set<string>): SelectionSetNode {
    return { ...set, selections: set.selections.map((each) => this.#rewriteSelection(each, typeName, used)) };
  }

  #rewriteSelection(node: SelectionNode, typeName: string, used: Set<string>): SelectionNode {
    if (node.kind === Kind.FRAGMENT_SPREAD) return node;
    if (node.kind === Kind.INLINE_FRAGMENT) {
      const inner = node.typeCondition?.name.value ?? typeName;
      return { ...node, selectionSet: this.#rewriteSelections(node.selectionSet, inner, used) };
    }
    const field = this.#types.get(typeName)?.fields?.find((each) => each.name.value === node.name.value);
    if (!field) return node;
    const below = node.selectionSet && this.#rewriteSelections(node.selectionSet, namedTypeOf(field.type), used);
    const rewritten = { ...node, ...(below && { selectionSet: below }) };
    return field.arguments?.length ? this.#standInFor(rewritten, typeName, used) : rewritten;
  }

  #standInFor(node: FieldNode, typeName: string, used: Set<string>): FieldNode {
    const { selectionSet, ...bare } = node;
    const key = `${typeName} ${print(bare)}`;
    const original = node.name.value;
    const name = this.#standIns.get(key)?.name ?? `${this.#names.required}${this.#standIns.size}_${original}`;
    this.#standIns.set(key, { typeName, name, original });
    this.meanings.set(name, bare);
    used.add(name);
    return { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name }, ...(selectionSet && { selectionSet }) };
  }
}
