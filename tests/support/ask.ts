/** Asks a hub over HTTP. */
import { post } from "./raw-http.ts";

// biome-ignore lint/suspicious/noExplicitAny: a test names the fields that it asked for.
export type Json = any;

export interface HttpAnswer {
  readonly status: number;
  readonly data: Json;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Json;
  }[];
}

export async function ask(
  url: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer> {
  const { status, body } = await post(url, { query, variables }, headers);
  return { status, ...JSON.parse(body) };
}

/** The data of an answer without errors. */
export async function dataOf(
  url: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Json> {
  const { data, errors } = await ask(url, query, variables);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}
