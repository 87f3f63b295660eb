/** Serves a generated graph's subgraphs: each answers from the truth what is its own, and computes from what it has been sent. */
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType, parse } from "graphql";
import { rootsOf, subgraphSdl } from "./graph-sdl.ts";
import { type FieldModel, fieldsOf, type GraphModel, objectOf } from "./model.ts";
import { compute, idsOf, partOf, type Truth, valueAt } from "./truth.ts";

type Row = { readonly id: string; readonly [key: string]: unknown };

export function subgraphSchemas(model: GraphModel): ReadonlyMap<string, GraphQLSchema> {
  return new Map(model.subgraphs.map((name) => [name, subgraphSchema(model, name)]));
}

function subgraphSchema(model: GraphModel, subgraph: string): GraphQLSchema {
  const rowOf = (key: Row): Row => ({ ...key, __typename: typeIn(model, subgraph, key.id) });
  const names = [...model.interfaces, ...model.objects].map(({ name }) => name);
  const schema = buildSubgraphSchema({
    typeDefs: parse(subgraphSdl(model, subgraph)),
    resolvers: Object.fromEntries(names.map((name) => [name, { __resolveReference: rowOf }])),
  });
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const fields = new Map(fieldsNamed(model, type.name).map((field) => [field.name, field]));
    for (const [name, defined] of Object.entries(type.getFields())) {
      const field = fields.get(name);
      if (field) defined.resolve = resolverOf(model, field, rowOf);
    }
  }
  addRoots(schema, model, subgraph, rowOf);
  return schema;
}

/** Whoever has an interface as an object knows no more of a record's type. */
function typeIn({ interfaces, ...model }: GraphModel, subgraph: string, id: string): string {
  const object = objectOf({ interfaces, ...model }, id);
  const asObject = interfaces.find(
    ({ name, asObjectIn }) => name === object.implements && asObjectIn.includes(subgraph),
  );
  return asObject?.name ?? object.name;
}

function fieldsNamed(model: GraphModel, typeName: string): readonly FieldModel[] {
  const object = model.objects.find(({ name }) => name === typeName);
  return object ? fieldsOf(model, object) : (model.interfaces.find(({ name }) => name === typeName)?.fields ?? []);
}

function resolverOf(
  model: GraphModel,
  field: FieldModel,
  rowOf: (key: Row) => Row,
): GraphQLFieldResolver<Row, unknown> {
  const shown = (value: Truth): unknown => {
    if (Array.isArray(value)) return value.map(shown);
    return value !== null && typeof value === "object" && "id" in value ? rowOf(value) : value;
  };
  return (row) => {
    if (field.kind !== "computed" || valueAt(model, field, row.id) === null)
      return shown(valueAt(model, field, row.id));
    return compute(field, ({ field: name, below }) => (below ? partOf(row[name], below) : row[name]));
  };
}

function addRoots(schema: GraphQLSchema, model: GraphModel, subgraph: string, rowOf: (key: Row) => Row): void {
  const roots = schema.getQueryType()?.getFields() ?? {};
  for (const [name, { resolve: _, ...defined }] of Object.entries(roots)) {
    const ids = rootIds(model, subgraph, name);
    if (ids) roots[name] = { ...defined, resolve: () => ids.map((id) => rowOf({ id })) };
  }
}

/** Whose records a root field lists; undefined for one that lists none. */
export function rootIds(model: GraphModel, subgraph: string, name: string): readonly string[] | undefined {
  const type = rootsOf(model, subgraph).get(name);
  if (type) return idsOf(model, type);
  if (name !== `${subgraph}_named`) return undefined;
  return model.objects.filter((each) => each.isNamed && each.home === subgraph).flatMap(({ ids }) => ids);
}
