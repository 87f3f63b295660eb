/** Small federations for tests: real subgraph schemas in process, real composition, Apollo Server in front. */

import { composeServices } from "@apollo/composition";
import { ApolloServer } from "@apollo/server";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import {
  createHubGateway,
  createInProcessLink,
  type EngineOptions,
  type SubgraphAnswer,
  type SubgraphLink,
  type SubgraphRequest,
} from "../../../gateway/execution/index.ts";

type Resolvers =
  NonNullable<Exclude<Parameters<typeof buildSubgraphSchema>[0], unknown[]>> extends infer Modules
    ? Modules extends { readonly resolvers?: infer R }
      ? R
      : never
    : never;

export type Department = { readonly sdl: string; readonly resolvers?: Resolvers };

export type Answered = {
  readonly data?: unknown;
  readonly errors?: readonly {
    message: string;
    path?: readonly (string | number)[];
    extensions?: Record<string, unknown>;
  }[];
};

export type Federation = {
  run(query: string, variables?: Record<string, unknown>): Promise<Answered>;
  /** What the subgraphs were asked, in order. */
  readonly asked: SubgraphRequest[];
  stop(): Promise<void>;
};

export type FederationOptions = Partial<Omit<EngineOptions, "linkFor">> & {
  /** Composed otherwise than by the library alone. */
  readonly supergraphSdl?: string;
  /** Changes a subgraph's answer on its way. */
  readonly tamper?: (answer: SubgraphAnswer, request: SubgraphRequest) => SubgraphAnswer;
  readonly wrap?: (name: string, link: SubgraphLink) => SubgraphLink;
};

const federation = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@interfaceObject", "@inaccessible", "@context", "@fromContext", "@extends"])\n`;

export function supergraphOf(departments: Readonly<Record<string, Department>>): string {
  const services = Object.entries(departments).map(([name, { sdl }]) => ({
    name,
    url: `http://${name}.invalid/`,
    typeDefs: parse(federation + sdl),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join("\n"));
  return supergraphSdl;
}

export async function federate(
  departments: Readonly<Record<string, Department>>,
  options: FederationOptions = {},
): Promise<Federation> {
  const { tamper = (answer) => answer, wrap = (_, link) => link, ...engineOptions } = options;
  const asked: SubgraphRequest[] = [];
  const linkFor = (name: string): SubgraphLink => {
    const link = linkOf(departments[name]);
    return wrap(name, {
      async execute(request) {
        asked.push(request);
        return tamper(await link.execute(request), request);
      },
    });
  };
  const { supergraphSdl = supergraphOf(departments) } = options;
  const gateway = createHubGateway({ ...engineOptions, supergraphSdl, linkFor });
  const server = new ApolloServer({ gateway, includeStacktraceInErrorResponses: false, introspection: true });
  await server.start();
  return { asked, stop: () => server.stop(), run: (query, variables) => answerOf(server, query, variables) };
}

/** @throws where there is none */
export function linkOf(department: Department | undefined): SubgraphLink {
  if (!department) throw new Error("No such department");
  const { sdl, resolvers = {} } = department;
  return createInProcessLink({
    schema: buildSubgraphSchema([{ typeDefs: parse(federation + sdl), resolvers: { ...resolvers } }]),
  });
}

async function answerOf(
  server: ApolloServer,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answered> {
  const { body } = await server.executeOperation({ query, variables });
  if (body.kind !== "single") throw new Error("Not one answer");
  return JSON.parse(JSON.stringify(body.singleResult));
}
