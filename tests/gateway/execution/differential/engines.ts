/** Runs one operation in each engine, in process. */
import { setImmediate } from "node:timers/promises";
import { composeServices } from "@apollo/composition";
import { ApolloGateway, LocalGraphQLDataSource } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { type ExecutionResult, execute, type GraphQLSchema, parse } from "graphql";
import { createHubGateway, createInProcessLink, type SubgraphLink } from "../../../../gateway/execution/index.ts";
import { readAnswer } from "../../../../gateway/execution/links/http-link.ts";
import type { Operation } from "./queries.ts";

export type Answer = {
  readonly data?: unknown;
  readonly errors?: readonly { message: string; path?: readonly (string | number)[] | undefined }[] | undefined;
};

export type Engine = { run(operation: Operation): Promise<Answer>; stop(): Promise<void> };

export function compose(sdls: ReadonlyMap<string, string>): string {
  const services = [...sdls].map(([name, sdl]) => ({ name, url: `http://${name}.invalid/`, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(`Not composable: ${errors?.map(({ message }) => message).join("\n")}`);
  return supergraphSdl;
}

export async function hubEngine(supergraphSdl: string, schemas: ReadonlyMap<string, GraphQLSchema>): Promise<Engine> {
  const carried = schemas.size % 2 === 0 ? asText : (link: SubgraphLink) => link;
  const gateway = createHubGateway({
    supergraphSdl,
    linkFor: (name) => inSomeOrder(name, carried(createInProcessLink({ schema: schemaOf(schemas, name) }))),
  });
  return serve(new ApolloServer({ gateway }));
}

/** Answers as they come over HTTP, of whose texts more is known. */
function asText(link: SubgraphLink): SubgraphLink {
  return {
    async execute(request) {
      const { data, errors } = await link.execute(request);
      return readAnswer(JSON.stringify({ data, errors }));
    },
  };
}

/** Answers come in an order of their own, the same in each run. */
function inSomeOrder(name: string, link: SubgraphLink): SubgraphLink {
  let calls = name.length;
  return {
    async execute(request) {
      calls++;
      for (let turn = (calls * 7) % 5; turn > 0; turn--) await setImmediate();
      return link.execute(request);
    },
  };
}

export async function referenceEngine(
  supergraphSdl: string,
  schemas: ReadonlyMap<string, GraphQLSchema>,
): Promise<Engine> {
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) => new LocalGraphQLDataSource(schemaOf(schemas, name)),
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });
  return serve(new ApolloServer({ gateway }));
}

export function monolithEngine(schema: GraphQLSchema): Engine {
  return {
    run: async ({ query, variables }) =>
      plain(await execute({ schema, document: parse(query), variableValues: variables })),
    stop: async () => {},
  };
}

function schemaOf(schemas: ReadonlyMap<string, GraphQLSchema>, name: string): GraphQLSchema {
  const schema = schemas.get(name);
  if (!schema) throw new Error(`No subgraph ${name}`);
  return schema;
}

async function serve(server: ApolloServer): Promise<Engine> {
  await server.start();
  return {
    async run({ query, variables }) {
      const { body } = await server.executeOperation({ query, variables });
      if (body.kind !== "single") throw new Error("Not one answer");
      return plain(body.singleResult);
    },
    stop: () => server.stop(),
  };
}

function plain(result: ExecutionResult | object): Answer {
  return JSON.parse(JSON.stringify(result));
}
