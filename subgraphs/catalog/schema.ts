/** The catalog's executable subgraph: the stubs of all published types, resolved from the index. */
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLSchema, parse } from "graphql";
import { contractResolvers } from "#kit/graphql/contract-resolvers.ts";
import { changeNumber, contractScalars } from "#kit/graphql/scalars.ts";
import type { RecordInterface } from "#kit/records/record.ts";
import type { RecordSource } from "#kit/records/source.ts";
import type { Catalog } from "./catalog.ts";
import { type CatalogContext, findRecord, rootResolvers } from "./resolvers.ts";
import { type PublishedType, recordInterfaces } from "./sdl/catalog-sdl.ts";

export function createCatalogSchema(
  catalog: Catalog,
  sdl: string,
  types: ReadonlyMap<string, PublishedType>,
): GraphQLSchema {
  const stubs = [...types].map(([name, { contract }]) => [name, stubResolvers(catalog, contract)]);
  const interfaces = recordInterfaces.map((name) => [name, { ...typeOf, ...referenceTo(name) }]);
  return buildSubgraphSchema([
    {
      typeDefs: parse(sdl),
      resolvers: {
        ...contractScalars,
        ChangeNumber: changeNumber,
        Node: typeOf,
        ...Object.fromEntries(interfaces),
        ...Object.fromEntries(stubs),
        Query: rootResolvers(catalog),
      },
    },
  ]);
}

const typeOf = { __resolveType: ({ typeName }: RecordSource) => typeName };

function stubResolvers({ titles }: Catalog, recordInterface: RecordInterface) {
  const nameOf = (code: string) => titles.get(code) ?? { ja: code, en: code };
  return { ...contractResolvers(recordInterface, nameOf), ...referenceTo(recordInterface) };
}

/** Other subgraphs refer to a record by its id, whether they know its type or only the interface. */
function referenceTo(recordInterface: RecordInterface) {
  return {
    __resolveReference: ({ id }: { readonly id: string }, context: CatalogContext) =>
      findRecord(context, id, recordInterface),
  };
}
