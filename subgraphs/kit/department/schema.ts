/** A department's executable subgraph: what it publishes, resolved from its own database. */
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLSchema, Kind, parse } from "graphql";
import { contractInterface, implementationsOf } from "../contract/complete-sdl.ts";
import { departmentNames } from "../contract/department-sdl.ts";
import type { Database } from "../database/open.ts";
import { readChanges } from "../feed/read.ts";
import { requireMutationAnswers } from "../graphql/answered-mutations.ts";
import type { SubgraphContext } from "../graphql/context.ts";
import { contractResolvers, fiscalYearOf } from "../graphql/contract-resolvers.ts";
import { contractScalars } from "../graphql/scalars.ts";
import type { DetailsRow } from "../records/details.ts";
import { decodeGlobalId } from "../records/global-id.ts";
import type { RecordInterface } from "../records/record.ts";
import { type RecordSource, sourceOfRow } from "../records/source.ts";
import { storesOf } from "../records/stores.ts";
import type { Department } from "./definition.ts";
import { createMutations } from "./mutations.ts";
import { createRecordQuery } from "./queries.ts";

type Resolver = (parent: never, args: never, context: SubgraphContext) => unknown;
type TypeResolvers = Readonly<Record<string, Resolver>>;

export function createDepartmentSchema(department: Department, database: Database): GraphQLSchema {
  const typeDefs = parse(department.sdl);
  const { field } = departmentNames(department.code, department.name.ja);
  const resolveType = { __resolveType: (source: RecordSource) => source.typeName };
  return requireMutationAnswers(
    buildSubgraphSchema([
      {
        typeDefs,
        resolvers: {
          ...contractScalars,
          ...typeResolvers(department, "Measure"),
          ...typeResolvers(department, "TalentResource"),
          Node: resolveType,
          Measure: resolveType,
          TalentResource: resolveType,
          Query: {
            [`${field}Measures`]: createRecordQuery(department, database, "Measure"),
            [`${field}TalentResources`]: createRecordQuery(department, database, "TalentResource"),
            owner: () => ({ code: department.code, name: department.name }),
            changes: (_: unknown, { after, first }: { after: number; first: number }) =>
              readChanges(database.reader, after, first),
          },
          Mutation: createMutations(department, database, storesOf(department)),
        },
      },
    ]),
  );
}

/** Resolvers of each type of this department that implements the interface: the contract's fields, its own, and its key. */
function typeResolvers(department: Department, interfaceName: RecordInterface): Record<string, TypeResolvers> {
  const document = parse(department.sdl);
  const contract = contractResolvers(interfaceName, () => department.name);
  const own = ownFields(department, interfaceName);
  const types = implementationsOf(document, interfaceName).map((type) => {
    const fields = (type.fields ?? []).map(({ name }) => name.value).filter((name) => name in own);
    const ownResolvers = Object.fromEntries(fields.map((name) => [name, own[name] ?? (() => null)]));
    const reference = ({ id }: { id: string }, context: SubgraphContext) =>
      findById(department, context, { id, typeName: type.name.value, interfaceName });
    return [type.name.value, { ...contract, ...ownResolvers, __resolveReference: withContext(reference) }];
  });
  return Object.fromEntries(types);
}

type ReferenceResolver = (reference: { id: string }, context: SubgraphContext) => unknown;

// Reference resolvers get their context second, all others third; the schema maker calls each as it should be.
function withContext(resolve: ReferenceResolver): Resolver {
  return resolve as unknown as Resolver;
}

interface Wanted {
  readonly id: string;
  readonly typeName: string;
  readonly interfaceName: RecordInterface;
}

async function findById(
  { code: department }: Department,
  context: SubgraphContext,
  { id, typeName, interfaceName }: Wanted,
): Promise<RecordSource | null> {
  const key = decodeGlobalId(id);
  if (key?.typeName !== typeName) return null;
  const loaders = context.loaders[interfaceName];
  const row = await loaders.rows.load(key.code);
  return row?.typeName === typeName ? sourceOfRow(row, department, loaders) : null;
}

/** A resolver for each own field, by name: the value of its column, shown as its type wants it. */
function ownFields(department: Department, interfaceName: RecordInterface): Record<string, Resolver> {
  const types = implementationsOf(parse(department.sdl), interfaceName);
  const fields = types.flatMap((type) => type.fields ?? []);
  const contract = new Set(contractInterface(interfaceName).fields?.map(({ name }) => name.value));
  return Object.fromEntries(
    fields
      .filter(({ name }) => !contract.has(name.value))
      .map(({ name, type }) => [name.value, ownField(name.value, typeText(type))]),
  );
}

function ownField(name: string, type: string): Resolver {
  const show = type === "FiscalYear" ? (year: unknown) => fiscalYearOf(Number(year)) : (value: unknown) => value;
  const shown = (row: DetailsRow | null) => {
    const value = row?.[name] ?? null;
    return value === null ? null : show(value);
  };
  return (source: RecordSource) => source.details().then(shown);
}

function typeText(type: import("graphql").TypeNode): string {
  if (type.kind === Kind.NAMED_TYPE) return type.name.value;
  return typeText(type.type);
}
