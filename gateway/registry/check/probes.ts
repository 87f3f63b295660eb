/** Operations that ask for a good part of a schema: what is planned with before a schema is let in. */
import {
  type DocumentNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
} from "graphql";

/** Root field → connection → record: enough to cross from one subgraph to the next. */
const deepest = 2;
/** Planning grows with the product of these, and a schema that cannot be served shows it early. */
const widest = { leaves: 4, parts: 2 };
const most = 24;

/** One operation a root field of queries. */
export function probesOf(schema: GraphQLSchema): readonly DocumentNode[] {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  return fields.slice(0, most).map((field) => parse(operationOf(schema, field), { noLocation: true }));
}

function operationOf(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): string {
  const required = field.args.filter(isRequiredArgument);
  const variables = required.map(({ name, type }) => `$${name}: ${type}`).join(", ");
  const given = required.map(({ name }) => `${name}: $${name}`).join(", ");
  const head = variables === "" ? "query" : `query (${variables})`;
  return `${head} { ${field.name}${given === "" ? "" : `(${given})`} ${selectionOf(schema, field.type, deepest)} }`;
}

function selectionOf(schema: GraphQLSchema, type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return "";
  const own = isObjectType(named) || isInterfaceType(named) ? named.getFields() : {};
  return `{ __typename ${[...leavesOf(own), ...partsOf(schema, own, depth)].join(" ")} }`;
}

type Fields = Readonly<Record<string, GraphQLField<unknown, unknown>>>;

function leavesOf(fields: Fields): readonly string[] {
  return askable(fields)
    .filter(({ type }) => isLeafType(getNamedType(type)))
    .map(({ name }) => name)
    .slice(0, widest.leaves);
}

function partsOf(schema: GraphQLSchema, fields: Fields, depth: number): readonly string[] {
  if (depth === 0) return [];
  return askable(fields)
    .filter(({ type }) => !isLeafType(getNamedType(type)))
    .slice(0, widest.parts)
    .map(({ name, type }) => `${name} ${selectionOf(schema, type, depth - 1)}`);
}

function askable(fields: Fields) {
  return Object.values(fields).filter(({ args }) => !args.some(isRequiredArgument));
}
