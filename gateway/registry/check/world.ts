/** A proposed schema among those of the others, read: what every check of its contents looks at. */
import { departmentNames } from "#kit/contract/department-sdl.ts";
import type { Proposal, Published } from "./proposal.ts";
import { type ReadSchema, readSchema } from "./read-schema.ts";
import type { TypePart, TypeParts } from "./type-parts.ts";

export interface World {
  readonly name: string;
  readonly proposed: ReadSchema;
  /** What the same subgraph has published so far. */
  readonly before: TypeParts;
  /** What each other subgraph publishes. */
  readonly others: ReadonlyMap<string, TypeParts>;
}

export function worldOf({ name }: Proposal, proposed: ReadSchema, published: readonly Published[]): World {
  const read = new Map(published.map((each) => [each.name, typesOf(each.sdl)]));
  const others = new Map([...read].filter(([other]) => other !== name));
  return { name, proposed, before: read.get(name) ?? new Map(), others };
}

// What is published was read when it was published.
function typesOf(sdl: string): TypeParts {
  const reading = readSchema(sdl);
  return reading.outcome === "read" ? reading.schema.types : new Map();
}

/** Types of the proposal that no other subgraph has. */
export function ownTypes({ proposed, others }: World): readonly TypePart[] {
  return [...proposed.types.values()].filter(({ name }) => ![...others.values()].some((types) => types.has(name)));
}

/** The catalog answers for the types of all departments and owns none of them. */
export const index = "catalog";

/**
 * The departments that own a type which the proposal has too: the one that its name begins with, else all that have it.
 * None where it is the proposing department's own.
 */
export function ownersOf(typeName: string, { name, others }: World): readonly string[] {
  if (name === index || bearsNameOf(typeName, name)) return [];
  const having = [...others].filter(([, types]) => types.has(typeName)).map(([other]) => other);
  const named = having.filter((other) => bearsNameOf(typeName, other));
  if (named.length > 0) return named;
  const departments = having.filter((other) => other !== index);
  return departments.length > 0 ? departments : having;
}

function bearsNameOf(typeName: string, department: string): boolean {
  const { prefix } = departmentNames(department, "");
  return typeName.startsWith(prefix) && !/^[a-z]/.test(typeName.slice(prefix.length));
}
