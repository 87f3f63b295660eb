/** An error of the catalogue as GraphQL carries it, with the HTTP status that it goes out with. */
import { GraphQLError } from "graphql";
import type { HubError } from "../errors.ts";

export function refusal(originalError: HubError, status: number): GraphQLError {
  return new GraphQLError(originalError.message, { originalError, extensions: { http: { status } } });
}
