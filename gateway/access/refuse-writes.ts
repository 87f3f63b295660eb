/** Keeps mutations closed to whoever may not write, before anything is sent to a subgraph. */
import type { ApolloServerPlugin } from "@apollo/server";
import { errors } from "#kit/errors.ts";
import { refusal } from "#kit/graphql/refusal.ts";

export interface WriteAccess {
  readonly mayWrite: boolean;
}

export function refuseWrites<Context extends WriteAccess>(): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, contextValue }) {
          if (operation?.operation === "mutation" && !contextValue.mayWrite) throw refusal(errors.writesClosed(), 403);
        },
      };
    },
  };
}
