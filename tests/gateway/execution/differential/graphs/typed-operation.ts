/**
 * Operations that tell the types of one list apart: of each type something else is asked, often what is computed, and often on a condition
 * that is written out. That is where records of one fetch need different things.
 */
import {
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  parse,
  validate,
} from "graphql";
import type { Draw } from "../draw.ts";
import type { Operation } from "../queries.ts";

/** Undefined where the schema has no list of several types, or the draw gave what is not valid. */
export function generateTypedOperation(draw: Draw, schema: GraphQLSchema): Operation | undefined {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {});
  const [first, ...rest] = roots.filter(({ type }) => isAbstractType(getNamedType(type)));
  if (!first) return undefined;
  const root = draw.pick(first, ...rest);
  const query = `query Typed { ${root.name} ${new Writer(draw, schema).selection(getNamedType(root.type), 2)} }`;
  return validate(schema, parse(query)).length === 0 ? { query, variables: {} } : undefined;
}

class Writer {
  readonly #draw: Draw;
  readonly #schema: GraphQLSchema;

  constructor(draw: Draw, schema: GraphQLSchema) {
    this.#draw = draw;
    this.#schema = schema;
  }

  selection(type: GraphQLNamedType, depth: number): string {
    if (!isCompositeType(type)) return "";
    const parts = isAbstractType(type) ? this.#byType(type, depth) : this.#fields(type, depth);
    return `{ ${parts.length > 0 ? parts.join(" ") : "__typename"} }`;
  }

  #byType(type: GraphQLAbstractType, depth: number): string[] {
    const chosen = this.#schema.getPossibleTypes(type).filter(() => this.#draw.number(0, 4) > 0);
    const fragments = chosen.map((each) => `... on ${each.name} ${this.#condition()} { ${this.#some(each, depth)} }`);
    const common = isInterfaceType(type) && this.#draw.flag() ? this.#fields(type, depth).slice(0, 1) : [];
    return this.#draw.flag() ? [...fragments, ...common] : [...common, ...fragments];
  }

  #some(type: GraphQLObjectType, depth: number): string {
    const fields = this.#fields(type, depth);
    return fields.length > 0 ? fields.join(" ") : "__typename";
  }

  #fields(type: GraphQLNamedType, depth: number): string[] {
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    const all = Object.values(type.getFields()).filter((field) => depth > 1 || isShallow(field));
    const computed = all.filter(({ name }) => /_c\d+$/.test(name));
    const [first, ...rest] = [...all, ...computed, ...computed];
    if (!first) return [];
    const chosen = new Set(Array.from({ length: this.#draw.number(1, 3) }, () => this.#draw.pick(first, ...rest)));
    return [...chosen].map((field) => this.#field(field, depth));
  }

  #field({ name, type }: GraphQLField<unknown, unknown>, depth: number): string {
    return `${name} ${this.#condition()} ${this.selection(getNamedType(type), depth - 1)}`;
  }

  #condition(): string {
    const all = ["@skip(if: true)", "@skip(if: false)", "@include(if: true)", "@include(if: false)"];
    return all[this.#draw.number(0, 15)] ?? "";
  }
}

/** Whether nothing below it leads on. */
function isShallow({ type }: GraphQLField<unknown, unknown>): boolean {
  const named = getNamedType(type);
  return isLeafType(named) || named.name === "Value";
}
