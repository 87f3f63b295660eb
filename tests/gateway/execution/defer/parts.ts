/** Asks an engine that delivers in parts, and puts the parts together as a client does. */
import { ApolloServer } from "@apollo/server";
import { deliverParts } from "../../../../gateway/deliver-parts.ts";
import { createHubGateway, type SubgraphLink } from "../../../../gateway/execution/index.ts";
import type { Answer } from "../differential/engines.ts";

export interface Told {
  readonly label?: string;
  readonly path?: readonly (string | number)[];
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly (string | number)[] }[];
}

export interface InParts {
  readonly first: Answer & { readonly hasNext?: boolean };
  /** One list for each time that something was told. */
  readonly later: readonly (readonly Told[])[];
}

interface Begun {
  readonly first: InParts["first"];
  rest(): Promise<InParts["later"]>;
}

export interface PartsEngine {
  /** Resolves with the first answer. */
  begin(query: string, variables?: Record<string, unknown>): Promise<Begun>;
  run(query: string, variables?: Record<string, unknown>): Promise<InParts>;
  stop(): Promise<void>;
}

export async function partsEngine(
  supergraphSdl: string,
  linkFor: (name: string) => SubgraphLink,
): Promise<PartsEngine> {
  const gateway = createHubGateway({ supergraphSdl, linkFor, takesParts: () => true });
  const server = new ApolloServer({ gateway, plugins: [deliverParts()], introspection: true });
  await server.start();
  const begin = async (query: string, variables: Record<string, unknown> = {}): Promise<Begun> => {
    const { body } = await server.executeOperation({ query, variables });
    if (body.kind === "single") return { first: plain(body.singleResult), rest: async () => [] };
    const { initialResult, subsequentResults } = body;
    return { first: plain(initialResult), rest: () => readAll(subsequentResults) };
  };
  return {
    begin,
    async run(query, variables) {
      const { first, rest } = await begin(query, variables);
      return { first, later: await rest() };
    },
    stop: () => server.stop(),
  };
}

async function readAll(results: AsyncIterable<object>): Promise<Told[][]> {
  const later: Told[][] = [];
  for await (const result of results) later.push(plain<{ incremental?: Told[] }>(result).incremental ?? []);
  return later;
}

function plain<Value>(value: unknown): Value {
  return JSON.parse(JSON.stringify(value));
}

export function together({ first, later }: InParts): Answer {
  const whole = { data: structuredClone(first.data) };
  for (const { path = [], data } of later.flat()) merge(at(whole.data, path), data);
  const errors = [...(first.errors ?? []), ...later.flat().flatMap((part) => part.errors ?? [])];
  return { ...whole, ...(errors.length > 0 ? { errors } : {}) };
}

function at(data: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce((value, step) => (isObject(value) ? ownValue(value, step) : undefined), data);
}

function merge(target: unknown, added: unknown): void {
  if (added === null) return;
  if (!isObject(target) || !isObject(added)) throw new Error("A part stands on nothing that the client has");
  for (const [key, value] of Object.entries(added)) {
    const known = ownValue(target, key);
    if (isObject(known) && isObject(value)) merge(known, value);
    else Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  }
}

function ownValue(object: object, key: string | number): unknown {
  return Object.hasOwn(object, key) ? Reflect.get(object, key) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
