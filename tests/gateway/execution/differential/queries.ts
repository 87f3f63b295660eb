/** Valid operations over a schema, with the aliases, fragments, variables and conditions that trip gateways up. */

import {
  doTypesOverlap,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  parse,
  validate,
} from "graphql";
import type { Draw } from "./draw.ts";

export type Operation = { readonly query: string; readonly variables: Record<string, unknown> };

const aliases = ["id", "code", "f0", "f1", "x", "constructor", "__proto__", "toString", "representations"];

const plainAliases = ["a1", "a2"];

/** The reference gateway loses the entities of an operation that has a variable of the first name, even where no value is given. */
const trippingVariable = "representations";
const plainVariable = "prefix";

const definitions: Record<string, string> = {
  yes: "Boolean! = true",
  no: "Boolean! = false",
  representations: "String",
  prefix: "String",
  times: "Int = 3",
};

/** Undefined where the draw gave an operation that is not valid. */
export function generateOperation(draw: Draw, schema: GraphQLSchema, isPlain: boolean): Operation | undefined {
  const root = schema.getQueryType();
  if (!root) return undefined;
  const writer = new OperationWriter(draw, schema, isPlain);
  const selection = writer.selection(root, 4);
  const body = `${selection} ${writer.fragments.join(" ")}`;
  const used = Object.keys(definitions).filter((name) => new RegExp(`\\$${name}\\b`).test(body));
  const declared = used.map((name) => `$${name}: ${definitions[name]}`).join(", ");
  const query = `query Generated${declared && `(${declared})`} ${body}`;
  const errors = validate(schema, parse(query));
  const given: Record<string, unknown> = {
    representations: "given",
    prefix: "given",
    yes: draw.flag(),
    no: draw.flag(),
  };
  const variables = Object.fromEntries(
    used.filter((name) => name in given && draw.flag()).map((name) => [name, given[name]]),
  );
  return errors.length > 0 ? undefined : { query, variables };
}

class OperationWriter {
  readonly fragments: string[] = [];
  readonly #draw: Draw;
  readonly #schema: GraphQLSchema;
  readonly #isPlain: boolean;

  constructor(draw: Draw, schema: GraphQLSchema, isPlain: boolean) {
    this.#isPlain = isPlain;
    this.#draw = draw;
    this.#schema = schema;
  }

  selection(type: GraphQLCompositeType, depth: number): string {
    const count = this.#draw.number(1, 4);
    const parts = Array.from({ length: count }, () => this.#part(type, depth)).filter(Boolean);
    return parts.length > 0 ? `{ ${parts.join(" ")} }` : "{ __typename }";
  }

  #part(type: GraphQLCompositeType, depth: number): string {
    const kind = this.#draw.number(0, 9);
    if (kind === 0) return this.#aliased("__typename");
    if (kind === 1 && depth > 1) return `... ${this.#condition()} ${this.selection(type, depth - 1)}`;
    if (kind === 2 && depth > 1) return this.#fragment(type, depth - 1);
    if (kind === 3 && depth > 1 && !this.#isPlain) return this.#narrowed(type, depth - 1);
    if (isAbstractType(type) && (isUnionType(type) || kind > 4)) return this.#narrowed(type, depth);
    return isUnionType(type) ? "" : this.#field(type, depth);
  }

  #narrowed(type: GraphQLCompositeType, depth: number): string {
    const possible = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [];
    const [first, ...rest] = this.#isPlain || depth < 2 ? possible : [...possible, ...this.#overlapping(type)];
    if (!first) return "__typename";
    const chosen = this.#draw.pick<GraphQLCompositeType>(first, ...rest);
    return `... on ${chosen.name} ${this.#condition()} ${this.selection(chosen, isAbstractType(chosen) ? depth - 1 : depth)}`;
  }

  /** Interfaces and unions that an object of the type can be of as well. */
  #overlapping(type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
    const abstract = Object.values(this.#schema.getTypeMap()).filter(isAbstractType);
    return abstract.filter((each) => each !== type && doTypesOverlap(this.#schema, each, type));
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    const body = this.selection(type, depth);
    const name = `F${this.fragments.length}`;
    this.fragments.push(`fragment ${name} on ${type.name} ${body}`);
    return `...${name} ${this.#condition()}`;
  }

  #field(type: Extract<GraphQLCompositeType, { getFields(): unknown }>, depth: number): string {
    const fields = Object.values(type.getFields()).filter(
      (field) => depth > 1 || !isCompositeType(getNamedType(field.type)),
    );
    const [first, ...rest] = fields;
    if (!first) return "__typename";
    const field = this.#draw.pick(first, ...rest);
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? this.selection(named, depth - 1) : "";
    return `${this.#aliased(field.name)}${this.#arguments(field)} ${this.#condition()} ${below}`;
  }

  #aliased(name: string): string {
    return this.#draw.number(0, 3) === 0
      ? `${this.#draw.pick("a0", ...(this.#isPlain ? plainAliases : aliases))}: ${name}`
      : name;
  }

  #arguments({ args }: GraphQLField<unknown, unknown>): string {
    if (args.some(({ name }) => name === "id")) return `(id: "${this.#draw.number(1, 4)}")`;
    if (args.length === 0) return "";
    const variable = this.#isPlain ? plainVariable : trippingVariable;
    return this.#draw.pick("", `(prefix: "x")`, `(prefix: "z", times: 2)`, `(prefix: $${variable}, times: $times)`);
  }

  #condition(): string {
    if (this.#isPlain) return "";
    const chance = this.#draw.number(0, 19);
    const [variable, literal] = [
      ["@include(if: $yes)", "@skip(if: $no)", "@skip(if: $yes)"],
      ["true", "false"],
    ];
    return [...variable, ...literal.flatMap((each) => [`@include(if: ${each})`, `@skip(if: ${each})`])][chance] ?? "";
  }
}
