/** The two ways to serve a world: as subgraphs, and as the one schema that they stand for. */
import { buildSubgraphSchema } from "@apollo/subgraph";
import { buildSchema, type GraphQLFieldResolver, type GraphQLSchema, isObjectType, parse } from "graphql";
import type { EntityType, Field, World } from "./world.ts";

type Row = { __typename: string; id: string; [key: string]: unknown };

const federation = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@external", "@requires"])`;
const shared = `enum Colour { RED GREEN BLUE }`;

export function subgraphSdl(world: World, subgraph: string): string {
  const types = world.types.filter(({ keys }) => keys.has(subgraph));
  const values = types.some(({ fields }) =>
    fields.some(({ kind, owners }) => kind === "value" && owners.includes(subgraph)),
  );
  const entities = types.map((type) => entitySdl(type, subgraph, world));
  return [
    federation,
    ...(entities.some((sdl) => sdl.includes(": Colour")) ? [shared] : []),
    ...(values ? ["type Value @shareable { a: String b: Int! }"] : []),
    `type Query { ${subgraph}Alive: Boolean ${types.map((type) => rootFields(type, subgraph)).join(" ")} ${abstractFields(types, subgraph, world)} }`,
    ...abstractTypes(types, subgraph, world),
    ...entities,
  ].join("\n");
}

export function monolithSdl(world: World): string {
  const [first = ""] = world.subgraphs;
  const alive = world.subgraphs.map((subgraph) => `${subgraph}Alive: Boolean`).join(" ");
  const roots = world.types.map((type) => rootFields(type, homeOf(type))).join(" ");
  const inFirst = world.types.filter(({ keys }) => keys.has(first));
  return [
    shared,
    "type Value { a: String b: Int! }",
    `type Query { ${alive} ${roots} ${abstractFields(inFirst, first, world)} }`,
    ...abstractTypes(inFirst, first, world),
    ...world.types.map((type) => {
      const implemented = isThing(type, world) ? " implements Thing" : "";
      return `type ${type.name}${implemented} { id: ID! code: String! ${type.fields.map((field) => fieldSdl(field)).join(" ")} }`;
    }),
  ].join("\n");
}

export function monolith(world: World): GraphQLSchema {
  return withResolvers(buildSchema(monolithSdl(world)), world, undefined);
}

export function subgraphSchema(world: World, subgraph: string): GraphQLSchema {
  const references = world.types.map(({ name }) => [
    name,
    { __resolveReference: (key: Record<string, unknown>) => recordOf(name, key) },
  ]);
  const schema = buildSubgraphSchema({
    typeDefs: parse(subgraphSdl(world, subgraph)),
    resolvers: Object.fromEntries(references),
  });
  return withResolvers(schema, world, subgraph);
}

function homeOf(type: EntityType): string {
  return [...type.keys.keys()][0] ?? "";
}

function rootFields(type: EntityType, subgraph: string): string {
  return homeOf(type) === subgraph ? `all${type.name}: [${type.name}] one${type.name}(id: ID!): ${type.name}` : "";
}

/** The first subgraph knows its types as things and as alternatives too. */
function abstractFields(types: readonly EntityType[], subgraph: string, { subgraphs }: World): string {
  return subgraph === subgraphs[0] && types.length > 0 ? "things: [Thing] alternatives: [Alternative!]" : "";
}

function abstractTypes(types: readonly EntityType[], subgraph: string, { subgraphs }: World): string[] {
  if (subgraph !== subgraphs[0] || types.length === 0) return [];
  return ["interface Thing { code: String! }", `union Alternative = ${types.map(({ name }) => name).join(" | ")}`];
}

function isThing(type: EntityType, { subgraphs: [first = ""] }: World): boolean {
  return type.keys.has(first);
}

function fieldsIn(type: EntityType, subgraph: string): Field[] {
  return type.fields.filter(({ owners }) => owners.includes(subgraph));
}

function entitySdl(type: EntityType, subgraph: string, world: World): string {
  const key = type.keys.get(subgraph) ?? "id";
  const needsCode = key !== "id" || subgraph === world.subgraphs[0];
  const keys = [key === "code" ? "" : `@key(fields: "id")`, key === "id" ? "" : `@key(fields: "code")`].join(" ");
  const needed = fieldsIn(type, subgraph).flatMap((field) => (field.kind === "required" ? [field.from] : []));
  const external = type.fields
    .filter(({ name }) => needed.includes(name))
    .map((field) => `${fieldSdl(field)} @external`);
  const implemented = subgraph === world.subgraphs[0] ? " implements Thing" : "";
  return `type ${type.name}${implemented} ${keys} {
    ${key === "code" ? "" : "id: ID! @shareable"} ${needsCode ? "code: String! @shareable" : ""}
    ${fieldsIn(type, subgraph)
      .map((field) => fieldSdl(field) + directivesOf(field))
      .join("\n")}
    ${external.join("\n")}
  }`;
}

function directivesOf(field: Field): string {
  if (field.kind === "required") return ` @requires(fields: ${JSON.stringify(field.requires)})`;
  return field.owners.length > 1 ? " @shareable" : "";
}

function fieldSdl({ name, kind, type }: Field): string {
  return kind === "arguments" ? `${name}(prefix: String = "d", times: Int): ${type}` : `${name}: ${type}`;
}

function recordOf(name: string, key: Record<string, unknown>): Row {
  const id = String(key["id"] ?? String(key["code"]).slice(2));
  return { ...key, __typename: name, id, code: `c-${id}` };
}

function withResolvers(schema: GraphQLSchema, world: World, subgraph: string | undefined): GraphQLSchema {
  for (const type of world.types) addEntityResolvers(schema, type, world, subgraph);
  const roots = schema.getQueryType()?.getFields() ?? {};
  const [first = ""] = world.subgraphs;
  const things = world.types
    .filter(({ keys }) => keys.has(first))
    .flatMap(({ name, ids }) => ids.map((id) => recordOf(name, { id })));
  for (const name of ["things", "alternatives"]) if (roots[name]) roots[name].resolve = () => things;
  for (const each of world.subgraphs)
    if (roots[`${each}Alive`]) Object.assign(roots[`${each}Alive`] ?? {}, { resolve: () => true });
  return schema;
}

function addEntityResolvers(schema: GraphQLSchema, type: EntityType, world: World, subgraph: string | undefined): void {
  const roots = schema.getQueryType()?.getFields() ?? {};
  const one = roots[`one${type.name}`];
  const all = roots[`all${type.name}`];
  if (one) one.resolve = (_, { id }) => (type.ids.includes(id) ? recordOf(type.name, { id }) : null);
  if (all) all.resolve = () => [...type.ids.map((id) => recordOf(type.name, { id })), null];
  const object = schema.getType(type.name);
  if (!isObjectType(object)) return;
  for (const field of type.fields) {
    const defined = object.getFields()[field.name];
    if (defined) defined.resolve = resolverOf(type, field, world, subgraph);
  }
}

function resolverOf(
  type: EntityType,
  field: Field,
  world: World,
  subgraph: string | undefined,
): GraphQLFieldResolver<Row, unknown> {
  return (row, args) => {
    if (field.kind === "required" && !isTroubled(type, field, row, world))
      return computed(type, field, row, world, subgraph);
    return valueAt(type, field, row, args, world);
  };
}

function isTroubled(type: EntityType, field: Field, { id }: Row, { nulls, failures }: World): boolean {
  const place = `${type.name}.${field.name}#${id}`;
  return nulls.has(place) || failures.has(place);
}

function computed(
  type: EntityType,
  field: Extract<Field, { kind: "required" }>,
  row: Row,
  world: World,
  subgraph: string | undefined,
): string {
  const needed = type.fields.find(({ name }) => name === field.from);
  if (!needed) throw new Error(`No field ${field.from}`);
  const prefix = /"(.)"/.exec(field.requires)?.[1];
  if (subgraph) return `computed from ${String(row[field.from] ?? null)}`;
  const value = isTroubled(type, needed, row, world)
    ? null
    : valueAt(type, needed, row, { prefix: prefix ?? "d" }, world);
  return `computed from ${String(value)}`;
}

function valueAt(type: EntityType, field: Field, { id }: Row, args: Record<string, unknown>, world: World): unknown {
  const place = `${type.name}.${field.name}#${id}`;
  if (world.failures.has(place)) throw new Error(`${place} fails`);
  if (world.nulls.has(place)) return null;
  switch (field.kind) {
    case "scalar":
      return scalarOf(field.scalar, place);
    case "arguments":
      return `${String(args["prefix"])} ${place} ${String(args["times"])}`;
    case "value":
      return { a: `a of ${place}`, b: place.length };
    case "record":
      return recordsOf(field.target, field.isList, id, world);
    case "required":
      return null;
  }
}

function scalarOf(scalar: string, place: string): unknown {
  const number = [...place].reduce((sum, each) => (sum * 31 + each.charCodeAt(0)) % 1000, 7);
  if (scalar === "Int") return number;
  if (scalar === "Float") return number / 8;
  if (scalar === "Boolean") return number % 2 === 0;
  if (scalar === "Colour") return ["RED", "GREEN", "BLUE"][number % 3];
  return number % 4 === 0 ? `${place} "quoted" \u2028 ${number}` : `${place} 富山 ${number}`;
}

function recordsOf(target: string, isList: boolean, id: string, { types }: World): unknown {
  const ids = types.find(({ name }) => name === target)?.ids ?? [];
  const all = ids.map((each) => recordOf(target, { id: each }));
  return isList ? [...all, ...all.slice(0, 1)] : (all[Number(id) % Math.max(1, all.length)] ?? null);
}
