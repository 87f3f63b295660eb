/** Refuses a subscription where the client takes one answer only. */
import type { ApolloServerPlugin } from "@apollo/server";
import { errors } from "#kit/errors.ts";
import { refusal } from "#kit/graphql/refusal.ts";

export interface StreamTaker {
  readonly takesStream: boolean;
}

export function refuseUnstreamed<Context extends StreamTaker>(): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, contextValue }) {
          if (operation?.operation !== "subscription" || contextValue.takesStream) return;
          throw refusal(errors.subscriptionNeedsStream(), 400);
        },
      };
    },
  };
}
