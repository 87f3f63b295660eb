/** A department that tells of every change of a town, and one that knows the towns' mayors: the world of these tests. */
import { afterAll } from "@jest/globals";
import { createClient as createSseClient } from "graphql-sse";
import { createClient as createWsClient } from "graphql-ws";
import { WebSocket } from "ws";
import { Bell } from "../../support/bell.ts";
import type { SmallSubgraph } from "../../support/small-subgraph.ts";

export interface Change {
  readonly id: string;
  readonly name?: string | (() => never);
}

export function changingTowns() {
  const bell = new Bell<Change>();
  const towns: SmallSubgraph = {
    sdl: `
      type Query { town: Town }
      type Mutation { rename: String }
      type Subscription { changed(prefix: String = ""): Town }
      type Town @key(fields: "id") { id: ID! name: String }`,
    resolvers: {
      Query: { town: () => ({ id: "1", name: "Himi" }) },
      Mutation: { rename: () => "renamed" },
      Subscription: {
        changed: {
          subscribe: () => bell.listen(),
          resolve: (change: Change, { prefix }: { prefix: string }) =>
            typeof change.name === "string" ? { ...change, name: prefix + change.name } : change,
        },
      },
    },
  };
  return { bell, towns, mayors };
}

export const mayors: SmallSubgraph = {
  sdl: `type Town @key(fields: "id") { id: ID! mayor: String! }`,
  resolvers: {
    Town: {
      mayor: ({ id }: Change) => {
        if (id === "nobody") throw new Error("No such town");
        return `Mayor ${id}`;
      },
    },
  },
};

export const document = `subscription Changes($prefix: String) { now: changed(prefix: $prefix) { title: name mayor } }`;

// biome-ignore lint/suspicious/noExplicitAny: a test names the fields that it asked for.
type Answer = any;

export interface Subscribed extends AsyncIterator<Answer> {
  return(): Promise<IteratorResult<Answer>>;
}

export interface Payload {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly extensions?: Record<string, unknown>;
}

export interface Client {
  subscribe(payload: Payload): Subscribed;
}

const open: (() => unknown)[] = [];

afterAll(async () => {
  for (const dispose of open) await dispose();
});

const quickly = async () => new Promise<void>((resolve) => setTimeout(resolve, 50));

export function overEvents(url: string, headers: Readonly<Record<string, string>> = {}): Client {
  const client = createSseClient({ url: `${url}/graphql`, fetchFn: fetch, retry: quickly, headers: { ...headers } });
  open.push(() => client.dispose());
  return { subscribe: (payload) => subscribed(client.iterate(payload)) };
}

export function overWebSocket(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  connectionParams: Record<string, unknown> = {},
): Client {
  class Socket extends WebSocket {
    constructor(address: string, protocols: string | string[]) {
      super(address, protocols, { headers });
    }
  }
  const address = `${url.replace("http", "ws")}/graphql`;
  const client = createWsClient({ url: address, webSocketImpl: Socket, retryWait: quickly, connectionParams });
  open.push(() => client.dispose());
  return { subscribe: (payload) => subscribed(client.iterate(payload)) };
}

function subscribed(iterator: AsyncIterableIterator<unknown>): Subscribed {
  return {
    next: () => iterator.next(),
    return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
  };
}

/** The answers of the rest of the subscription. */
export async function rest(subscription: Subscribed): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let step = await subscription.next(); !step.done; step = await subscription.next()) answers.push(step.value);
  return answers;
}
