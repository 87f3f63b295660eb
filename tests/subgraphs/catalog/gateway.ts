/** The real @apollo/gateway over subgraphs in this process. */

import { composeServices } from "@apollo/composition";
import { ApolloGateway, type GraphQLDataSource } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { graphql, parse } from "graphql";
import { publicIdentity } from "#kit/identity/identity.ts";
import type { Subgraph } from "#kit/server/subgraph.ts";

export interface Gateway {
  /** Gives the data of the answer, and the names of the subgraphs that were asked, in order. @throws what the answer has as errors */
  ask(query: string, variables?: Record<string, unknown>): Promise<{ data: unknown; asked: readonly string[] }>;
  close(): Promise<void>;
}

export async function openGateway(subgraphs: readonly Subgraph[]): Promise<Gateway> {
  const asked: string[] = [];
  const byName = new Map(subgraphs.map((subgraph) => [subgraph.name, subgraph]));
  const gateway = new ApolloGateway({
    supergraphSdl: compose(subgraphs),
    buildService: ({ name }) => dataSource(byName.get(name), asked),
  });
  const server = new ApolloServer({ gateway, stopOnTerminationSignals: false });
  await server.start();
  return {
    async ask(query, variables = {}) {
      asked.length = 0;
      const { body } = await server.executeOperation({ query, variables });
      if (body.kind !== "single" || body.singleResult.errors) throw new Error(JSON.stringify(body));
      return { data: JSON.parse(JSON.stringify(body.singleResult.data)), asked: [...asked] };
    },
    close: () => server.stop(),
  };
}

export function compose(subgraphs: readonly { readonly name: string; readonly sdl: string }[]): string {
  const services = subgraphs.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl), url: `http://localhost/${name}` }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join("\n"));
  return supergraphSdl;
}

function dataSource(subgraph: Subgraph | undefined, asked: string[]): GraphQLDataSource {
  if (subgraph === undefined) throw new Error("the supergraph names a subgraph that is not here");
  return {
    async process({ request: { query = "", variables = {} } }) {
      asked.push(subgraph.name);
      const contextValue = subgraph.createContext({ identity: publicIdentity, mayWrite: false });
      const answer = await graphql({ schema: subgraph.schema, source: query, variableValues: variables, contextValue });
      // The gateway takes plain objects only.
      return JSON.parse(JSON.stringify({ data: answer.data, errors: answer.errors }));
    },
  };
}
