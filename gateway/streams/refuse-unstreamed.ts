/** Refuses a subscription where the client takes one answer only. */
import type { ApolloServerPlugin } from "@apollo/server";
import { GraphQLError } from "graphql";
import { errors } from "#kit/errors.ts";

export interface StreamTaker {
  readonly takesStream: boolean;
}

export function refuseUnstreamed<Context extends StreamTaker>(): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, contextValue }) {
          if (operation?.operation === "subscription" && !contextValue.takesStream) throw refusal();
        },
      };
    },
  };
}

function refusal(): GraphQLError {
  const originalError = errors.subscriptionNeedsStream();
  return new GraphQLError(originalError.message, { originalError, extensions: { http: { status: 400 } } });
}
