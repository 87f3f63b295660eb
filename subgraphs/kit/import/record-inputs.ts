/** The GraphQL input types that a table's rows are read into, taken from what the department publishes. */
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLInputObjectType, type GraphQLSchema, isInputObjectType, parse } from "graphql";
import { pascalCase } from "../contract/department-sdl.ts";
import type { Department } from "../department/definition.ts";
import { contractScalars } from "../graphql/scalars.ts";
import type { RecordInterface } from "../records/record.ts";

/** The two halves of a record's content. */
export interface RecordInputs {
  readonly contract: GraphQLInputObjectType;
  readonly details: GraphQLInputObjectType;
}

export function recordInputs(department: Department, interfaceName: RecordInterface): RecordInputs {
  // The contract's scalars check their values, as they do for a mutation.
  const schema = buildSubgraphSchema([{ typeDefs: parse(department.sdl), resolvers: contractScalars }]);
  return {
    contract: inputType(schema, `${interfaceName}Input`),
    details: inputType(schema, `${pascalCase(department.code)}${interfaceName}DetailsInput`),
  };
}

function inputType(schema: GraphQLSchema, name: string): GraphQLInputObjectType {
  const type = schema.getType(name);
  if (!isInputObjectType(type)) throw new TypeError(`the department publishes no input ${name}`);
  return type;
}
