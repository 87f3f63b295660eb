/**
 * What of a protected field can be guessed without asking for it: a filter by salary, an order by salary, a facet of salaries.
 * Federation's rules cannot stand on arguments, so the names tell: whatever speaks of a protected field, by its words, in a list
 * of its records demands what the field demands.
 */
import {
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  type ValueNode,
} from "graphql";
import type { Demand } from "#kit/identity/demand.ts";
import type { FieldDemands } from "./field-demands.ts";
import { heldBy, itemTypes } from "./item-types.ts";
import type { SelectedField } from "./selected-fields.ts";

export interface Protected {
  /** The field that is spoken of. */
  readonly coordinate: string;
  readonly demands: readonly Demand[];
}

/** A protected field with the words that it is spoken of by. */
interface Spoken extends Protected {
  readonly words: string;
}

export class Oracles {
  readonly #schema: GraphQLSchema;
  readonly #demands: FieldDemands;
  readonly #spoken = new Map<GraphQLNamedType, readonly Spoken[]>();
  #pagesByFacet: ReadonlyMap<GraphQLNamedType, readonly GraphQLNamedType[]> | undefined;

  constructor(schema: GraphQLSchema, demands: FieldDemands) {
    this.#schema = schema;
    this.#demands = demands;
  }

  /** What is protected and spoken of by what stands in the document itself: names of arguments, of their parts, of fields. */
  inDocument({ parent, field, node }: SelectedField): readonly Protected[] {
    const names = (node.arguments ?? []).flatMap(({ name, value }) => [name.value, ...namesIn(value)]);
    const about = field ? this.#protectedIn(getNamedType(field.type)) : [];
    return [...spokenOf(about, names), ...this.#aggregate(parent, node.name.value)];
  }

  /** Names of variables that hold parts of arguments by which something protected may be spoken of. */
  variablesIn({ field, node }: SelectedField): readonly string[] {
    if (!field || this.#protectedIn(getNamedType(field.type)).length === 0) return [];
    return (node.arguments ?? []).flatMap(({ value }) => variablesIn(value));
  }

  inVariable({ field }: SelectedField, value: unknown, type: GraphQLInputType | undefined): readonly Protected[] {
    return field ? spokenOf(this.#protectedIn(getNamedType(field.type)), namesOfValue(value, type)) : [];
  }

  /** Fields of what stands beside the records of a page, and of what those fields give: `totalSalary`, `facets { salary }`. */
  #aggregate(parent: GraphQLNamedType, name: string): readonly Protected[] {
    return this.#pagesWith(parent).flatMap((page) => spokenOf(this.#protectedIn(page), [name]));
  }

  /** The page itself, or the pages that have such facets. */
  #pagesWith(type: GraphQLNamedType): readonly GraphQLNamedType[] {
    if (heldBy(type).length > 0) return [type];
    this.#pagesByFacet ??= pagesByFacet(this.#schema);
    return this.#pagesByFacet.get(type) ?? [];
  }

  #protectedIn(gives: GraphQLNamedType): readonly Spoken[] {
    const known = this.#spoken.get(gives);
    if (known) return known;
    const types = itemTypes(gives).flatMap((type): readonly GraphQLNamedType[] =>
      isAbstractType(type) ? [type, ...this.#schema.getPossibleTypes(type)] : [type],
    );
    const spoken = [...new Set(types)].flatMap((type) => this.#protectedOf(type));
    this.#spoken.set(gives, spoken);
    return spoken;
  }

  #protectedOf(type: GraphQLNamedType): readonly Spoken[] {
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.keys(type.getFields()).flatMap((name) => {
      const demands = this.#demands.byRule(type.name, name);
      return demands.length > 0 ? [{ coordinate: `${type.name}.${name}`, words: wordsOf(name), demands }] : [];
    });
  }
}

/** Read of the schema once: most of its types stand beside no records, and none of them is worth a search of all pages. */
function pagesByFacet(schema: GraphQLSchema): Map<GraphQLNamedType, readonly GraphQLNamedType[]> {
  const pages = new Map<GraphQLNamedType, readonly GraphQLNamedType[]>();
  for (const page of Object.values(schema.getTypeMap())) {
    if (!isObjectType(page) || heldBy(page).length === 0) continue;
    const items = itemTypes(page);
    const given = new Set(Object.values(page.getFields()).map((field) => getNamedType(field.type)));
    for (const type of given) if (!items.includes(type)) pages.set(type, [...(pages.get(type) ?? []), page]);
  }
  return pages;
}

function spokenOf(about: readonly Spoken[], names: readonly string[]): readonly Protected[] {
  if (about.length === 0) return [];
  const spoken = names.map(wordsOf);
  return about.filter(({ words }) => spoken.some((each) => each.includes(words)));
}

/** `minSalary`, `salary_gte` and `SALARY_DESC` all speak of ` salary `. */
function wordsOf(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").split(/[^\p{L}\p{N}]+/u);
  return ` ${words
    .filter((word) => word !== "")
    .join(" ")
    .toLowerCase()} `;
}

function namesIn(value: ValueNode): readonly string[] {
  if (value.kind === Kind.ENUM) return [value.value];
  if (value.kind === Kind.LIST) return value.values.flatMap(namesIn);
  if (value.kind !== Kind.OBJECT) return [];
  return value.fields.flatMap((field) => [field.name.value, ...namesIn(field.value)]);
}

function variablesIn(value: ValueNode): readonly string[] {
  if (value.kind === Kind.VARIABLE) return [value.name.value];
  if (value.kind === Kind.LIST) return value.values.flatMap(variablesIn);
  return value.kind === Kind.OBJECT ? value.fields.flatMap((field) => variablesIn(field.value)) : [];
}

/** Of a text, only where the schema says that it is one of a few words. */
function namesOfValue(value: unknown, type: GraphQLInputType | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => namesOfValue(each, type));
  const named = type && getNamedType(type);
  if (typeof value === "string") return isEnumType(named) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  const fields = isInputObjectType(named) ? named.getFields() : {};
  return Object.entries(value).flatMap(([name, each]) => [name, ...namesOfValue(each, fields[name]?.type)]);
}
