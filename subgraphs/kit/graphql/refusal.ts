/** An error of the catalogue as GraphQL carries it, with the HTTP status that it goes out with. */
import { HeaderMap } from "@apollo/server";
import { GraphQLError } from "graphql";
import type { HubError } from "../errors.ts";

export class Refusal extends GraphQLError {
  readonly status: number;
  readonly headers: HeaderMap;

  constructor(originalError: HubError, status: number, headers: HeaderMap) {
    const { message, code } = originalError;
    super(message, { originalError, extensions: { code, http: { status, headers } } });
    this.status = status;
    this.headers = headers;
  }
}

/** `retryAfter` is in seconds. */
export function refusal(error: HubError, status: number, retryAfter?: number): Refusal {
  return new Refusal(error, status, new HeaderMap(retryAfter === undefined ? [] : [["retry-after", `${retryAfter}`]]));
}
