/** The schema of each subgraph of a generated graph. */
import { type FieldModel, fieldSetOf, type GraphModel, type InterfaceModel, type ObjectModel } from "./model.ts";

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@interfaceObject"])`;

export function subgraphSdl(model: GraphModel, subgraph: string): string {
  const types = [
    ...model.interfaces.map((each) => interfaceSdl(each, subgraph)),
    ...model.objects.map((each) => objectSdl(model, each, subgraph)),
    ...model.unions
      .filter(({ home }) => home === subgraph)
      .map(({ name, members }) => `union ${name} = ${members.join(" | ")}`),
  ].join("\n");
  const named = types.includes("Named") ? "interface Named { title: String }" : "";
  const value =
    types.includes(": Value") || types.includes("[Value") ? "type Value @shareable { x: String y: String! }" : "";
  return [
    link,
    `type Query { ${subgraph}: String ${rootFields(model, subgraph).join(" ")} }`,
    types,
    named,
    value,
  ].join("\n");
}

/** By the name of the root field, the type whose records it lists. */
export function rootsOf({ interfaces, objects, unions }: GraphModel, subgraph: string): ReadonlyMap<string, string> {
  const own = [
    ...interfaces.filter((each) => each.home === subgraph || each.asObjectIn.includes(subgraph)),
    ...objects.filter((each) => each.home === subgraph),
    ...unions.filter((each) => each.home === subgraph),
  ];
  return new Map(own.map(({ name }) => [`${subgraph}_${name}`, name]));
}

function rootFields(model: GraphModel, subgraph: string): string[] {
  const roots = [...rootsOf(model, subgraph)].map(([field, type]) => `${field}: [${type}]`);
  return model.objects.some((each) => each.isNamed && each.home === subgraph)
    ? [...roots, `${subgraph}_named: [Named]`]
    : roots;
}

function interfaceSdl({ name, home, asObjectIn, fields }: InterfaceModel, subgraph: string): string {
  if (home === subgraph) {
    const own = fields.filter(({ owner }) => owner === subgraph);
    return `interface ${name} @key(fields: "id") { id: ID! ${own.map((each) => `${each.name}: ${typeOf(each)}`).join(" ")} }`;
  }
  if (!asObjectIn.includes(subgraph)) return "";
  return `type ${name} @key(fields: "id") @interfaceObject { id: ID! ${fieldsIn(fields, subgraph).join(" ")} }`;
}

function objectSdl({ interfaces }: GraphModel, object: ObjectModel, subgraph: string): string {
  const { name, home, elsewhere, isNamed } = object;
  if (home !== subgraph && !elsewhere.includes(subgraph)) return "";
  const inherited = home === subgraph ? (interfaces.find((each) => each.name === object.implements)?.fields ?? []) : [];
  const fields = [...fieldsIn(object.fields, subgraph), ...fieldsIn(inherited, subgraph)];
  const implemented = home === subgraph ? [object.implements, isNamed ? "Named" : undefined].filter(Boolean) : [];
  const clause = implemented.length > 0 ? ` implements ${implemented.join(" & ")}` : "";
  return `type ${name}${clause} @key(fields: "id") { id: ID! ${fields.join(" ")} }`;
}

function fieldsIn(fields: readonly FieldModel[], subgraph: string): string[] {
  const own = fields.filter(({ owner }) => owner === subgraph);
  const needed = new Set(own.flatMap((each) => (each.kind === "computed" ? each.needs.map(({ field }) => field) : [])));
  const external = fields
    .filter(({ name }) => needed.has(name))
    .map((each) => `${each.name}: ${typeOf(each)} @external`);
  return [...own.map((each) => `${each.name}: ${typeOf(each)}${requirementOf(each)}`), ...external];
}

function requirementOf(field: FieldModel): string {
  return field.kind === "computed" ? ` @requires(fields: "${fieldSetOf(field.needs)}")` : "";
}

function typeOf(field: FieldModel): string {
  const named = field.kind === "value" ? "Value" : field.kind === "record" ? field.target : "String";
  return (field.isList ? `[${named}]` : named) + (field.isNonNull ? "!" : "");
}
