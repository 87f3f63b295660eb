/** A generated federated world: entity types, the subgraphs that hold them, and what every field of every record is. */
import type { Draw } from "./draw.ts";

export type World = {
  readonly subgraphs: readonly string[];
  readonly types: readonly EntityType[];
  /** Fields of single records (`T0.f1#2`) that are null, or whose resolver fails. */
  readonly nulls: ReadonlySet<string>;
  readonly failures: ReadonlySet<string>;
};

export type EntityType = {
  readonly name: string;
  readonly ids: readonly string[];
  /** How each subgraph that has the type identifies a record. */
  readonly keys: ReadonlyMap<string, "id" | "code" | "both">;
  readonly fields: readonly Field[];
};

export type Field = {
  readonly name: string;
  readonly type: string;
  readonly owners: readonly string[];
} & (
  | { readonly kind: "scalar"; readonly scalar: Scalar }
  | { readonly kind: "arguments" }
  | { readonly kind: "value" }
  | { readonly kind: "record"; readonly target: string; readonly isList: boolean }
  | { readonly kind: "required"; readonly requires: string; readonly from: string }
);

export type Scalar = "String" | "Int" | "Float" | "Boolean" | "ID" | "Colour";

const scalars = ["String", "Int", "Float", "Boolean", "ID", "Colour"] as const;

export function generateWorld(draw: Draw, trouble: "none" | "nulls" | "failures", isPlain: boolean): World {
  const subgraphs = ["alpha", "beta", "gamma", "delta"].slice(0, draw.number(2, 4));
  const names = ["T0", "T1", "T2"].slice(0, draw.number(1, 3));
  const types = names.map((name) => generateType(draw, name, names, subgraphs, isPlain));
  const places = types.flatMap(({ name, ids, fields }) =>
    fields.flatMap((field) => ids.map((id) => `${name}.${field.name}#${id}`)),
  );
  const chosen = new Set(places.filter(() => draw.number(0, 5) === 0));
  return {
    subgraphs,
    types: types.map((type) => withHomes(type, types)),
    nulls: trouble === "nulls" ? chosen : new Set(),
    failures: trouble === "failures" ? chosen : new Set(),
  };
}

function generateType(
  draw: Draw,
  name: string,
  names: readonly string[],
  subgraphs: readonly string[],
  isPlain: boolean,
): EntityType {
  const chosen = subgraphs.filter(() => draw.flag());
  const held = chosen.length > 0 ? chosen : subgraphs.slice(0, 1);
  const keys = new Map(held.map((subgraph, index) => [subgraph, keyAt(draw, index)] as const));
  const fields = Array.from({ length: draw.number(2, 6) }, (_, index) => generateField(draw, index, names, held));
  const ids = ["1", "2", "3"].slice(0, draw.number(1, 3));
  return { name, ids, keys, fields: withRequired(draw, fields, held, isPlain) };
}

/** The first subgraph knows both keys, so that every other can be reached. */
function keyAt(draw: Draw, index: number): "id" | "code" | "both" {
  return index === 0 ? "both" : draw.pick<"id" | "code" | "both">("id", "code", "both");
}

function generateField(draw: Draw, index: number, names: readonly string[], held: readonly string[]): Field {
  const name = `f${index}`;
  const bang = draw.number(0, 3) === 0 ? "!" : "";
  const owner = draw.pick(held[0] ?? "", ...held.slice(1));
  const owners = draw.flag() ? [owner] : [...new Set([owner, draw.pick(held[0] ?? "", ...held.slice(1))])];
  const kind = draw.pick("scalar", "scalar", "arguments", "value", "record", "list");
  if (kind === "arguments") return { name, owners, kind, type: `String${bang}` };
  if (kind === "value") return { name, owners, kind, type: `Value${bang}` };
  if (kind === "record" || kind === "list") return recordField(draw, name, owner, bang, names, kind === "list");
  const scalar = draw.pick<Scalar>("String", ...scalars);
  return { name, owners, kind: "scalar", scalar, type: scalar + bang };
}

function recordField(
  draw: Draw,
  name: string,
  owner: string,
  bang: string,
  names: readonly string[],
  isList: boolean,
): Field {
  const target = draw.pick(names[0] ?? "", ...names.slice(1));
  const inner = isList && draw.flag() ? `${target}!` : target;
  return { name, owners: [owner], kind: "record", target, isList, type: (isList ? `[${inner}]` : inner) + bang };
}

/** Fields computed, in another subgraph, from a field that may be null. */
function withRequired(draw: Draw, fields: readonly Field[], held: readonly string[], isPlain: boolean): Field[] {
  const computed = fields.flatMap((field): Field[] => {
    if (field.type.endsWith("!") || !(field.kind === "scalar" || field.kind === "arguments") || draw.flag()) return [];
    if (isPlain && field.kind === "arguments") return [];
    const elsewhere = held.filter((subgraph) => !field.owners.includes(subgraph));
    if (elsewhere.length === 0) return [];
    const owner = draw.pick(elsewhere[0] ?? "", ...elsewhere.slice(1));
    const versions = field.kind === "arguments" ? ['(prefix: "x")', '(prefix: "y")'] : [""];
    return versions.map((args, index) => ({
      name: `${field.name}Needed${index}`,
      type: "String",
      owners: [owner],
      kind: "required",
      from: field.name,
      requires: field.name + args,
    }));
  });
  return [...fields, ...computed];
}

/** A subgraph that refers to a type has it, if only as a stub. */
function withHomes(type: EntityType, all: readonly EntityType[]): EntityType {
  const references = all.flatMap(({ fields }) =>
    fields.filter((field) => field.kind === "record" && field.target === type.name),
  );
  const stubs = references.flatMap(({ owners }) => owners.map((owner) => [owner, "id"] as const));
  return { ...type, keys: new Map([...type.keys, ...stubs.filter(([owner]) => !type.keys.has(owner))]) };
}
