/** The audit's executable subgraph. */
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLSchema, parse } from "graphql";
import { requireMutationAnswers } from "#kit/graphql/answered-mutations.ts";
import { changeNumber, contractScalars } from "#kit/graphql/scalars.ts";
import type { Office } from "./office.ts";
import { aheadMutations, aheadQueries } from "./resolvers/ahead.ts";
import { analysisResolvers } from "./resolvers/analyses.ts";
import { caseResolvers, caseTypes } from "./resolvers/case-resolvers.ts";
import { labellingMutations, labellingQueries, labellingTypes } from "./resolvers/labelling.ts";
import { measureFields } from "./resolvers/measure-fields.ts";
import { mutations } from "./resolvers/mutations.ts";
import { presentMeasures } from "./resolvers/present.ts";
import { auditSdl } from "./sdl/audit-sdl.ts";

export function createAuditSchema(office: Office): GraphQLSchema {
  return requireMutationAnswers(
    buildSubgraphSchema([
      {
        typeDefs: parse(auditSdl),
        resolvers: {
          ...contractScalars,
          ChangeNumber: changeNumber,
          Measure: measureFields(office),
          ...caseTypes(office),
          ...labellingTypes(office),
          ...presentMeasures(office),
          Query: {
            ...analysisResolvers(office),
            ...caseResolvers(office),
            ...labellingQueries(office),
            ...aheadQueries(office),
          },
          Mutation: { ...mutations(office), ...labellingMutations(office), ...aheadMutations(office) },
        },
      },
    ]),
  );
}
