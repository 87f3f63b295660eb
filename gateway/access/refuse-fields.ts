/** Refuses an operation that names what its caller may not see, before anything of it is planned. */
import type { ApolloServerPlugin } from "@apollo/server";
import { errors } from "#kit/errors.ts";
import { refusal } from "#kit/graphql/refusal.ts";
import { Decisions, type FieldRules, type Viewer } from "./decisions.ts";

export function refuseFields<Context extends Viewer>(rules: FieldRules): ApolloServerPlugin<Context> {
  const decisions = new Decisions(rules);
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, contextValue, request: { variables = {} } }) {
          if (!operation) return;
          const refused = decisions.refused({ schema, document, operation }, contextValue, variables);
          if (refused.length > 0) throw refusal(errors.fieldForbidden(refused), 403);
        },
      };
    },
  };
}
