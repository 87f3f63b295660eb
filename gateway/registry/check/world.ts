/** A proposed schema among those of the others, read: what every check of its contents looks at. */
import { departmentNames } from "#kit/contract/department-sdl.ts";
import type { Proposal, Published, RememberedRules } from "./proposal.ts";
import { type ReadSchema, readSchema } from "./read-schema.ts";
import type { TypePart, TypeParts } from "./type-parts.ts";

/** What one subgraph and the others have published, read. */
export interface PublishedWorld {
  readonly name: string;
  /** What the same subgraph has published so far. */
  readonly before: TypeParts;
  /** What each other subgraph publishes. */
  readonly others: ReadonlyMap<string, TypeParts>;
}

export interface World extends PublishedWorld {
  readonly proposed: ReadSchema;
  readonly published: readonly Published[];
  /** Of places that nobody need serve any more. */
  readonly remembered: readonly RememberedRules[];
}

export function worldOf(
  { name }: Proposal,
  proposed: ReadSchema,
  published: readonly Published[],
  remembered: readonly RememberedRules[] = [],
): World {
  return { ...publishedWorldOf(name, published), proposed, published, remembered };
}

export function publishedWorldOf(name: string, published: readonly Published[]): PublishedWorld {
  const read = new Map(published.map((each) => [each.name, typesOf(each.sdl)]));
  const others = new Map([...read].filter(([other]) => other !== name));
  return { name, before: read.get(name) ?? new Map(), others };
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
 * The departments that own a type which the proposal has too: of those that have it, the one whose name it bears, else all that
 * have it. None where it is the proposing department's own. Who bears the name and comes later does not take it from who has it.
 */
export function ownersOf(typeName: string, { name, before, others }: PublishedWorld): readonly string[] {
  if (name === index) return [];
  const having = [...others].filter(([other, types]) => hasOwn(typeName, other, types)).map(([other]) => other);
  const here = before.has(typeName) ? [name] : [];
  const named = longest([...having, ...here].filter((each) => bearsNameOf(typeName, each)));
  if (named.length > 0) return named.filter((each) => each !== name);
  const departments = having.filter((other) => other !== index);
  return departments.length > 0 ? departments : having;
}

/** Its stubs of records make the index no owner of them. */
function hasOwn(typeName: string, subgraph: string, types: TypeParts): boolean {
  const type = types.get(typeName);
  const isStub = subgraph === index && type?.kind === "Object" && type.interfaces.includes("Node");
  return type !== undefined && !isStub;
}

/** `WelfareExtraMeasure` is of `welfare-extra`, where there is one, and not of `welfare`. */
export function longest(names: readonly string[]): readonly string[] {
  const most = Math.max(0, ...names.map(({ length }) => length));
  return names.filter(({ length }) => length === most);
}

export function bearsNameOf(typeName: string, department: string): boolean {
  const { prefix } = departmentNames(department, "");
  return typeName.startsWith(prefix) && !/^[a-z]/.test(typeName.slice(prefix.length));
}
