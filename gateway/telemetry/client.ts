/** Which program asks, as it says itself in the headers that clients of GraphQL send. */
import type { IncomingMessage } from "node:http";

export interface Client {
  readonly name: string | undefined;
  readonly version: string | undefined;
}

export function clientOf({ headers }: IncomingMessage): Client {
  const read = (what: string) => plain(headers[`apollographql-client-${what}`] ?? headers[`graphql-client-${what}`]);
  return { name: read("name"), version: read("version") };
}

/** The name of a program, not a message: what is longer or has other signs, such as those of an address of a person, is left out. */
function plain(text: string | string[] | undefined): string | undefined {
  return typeof text === "string" && /^[A-Za-z0-9][A-Za-z0-9 ._/+-]{0,63}$/.test(text) ? text : undefined;
}
