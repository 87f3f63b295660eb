/** A hub in this process over subgraphs that a test writes itself; closed after the test file. */
import path from "node:path";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { afterAll } from "@jest/globals";
import { type GraphQLFieldResolver, parse } from "graphql";
import { createLog } from "#kit/log/log.ts";
import type { Subgraph } from "#kit/server/subgraph.ts";
import type { SubgraphAddress } from "#kit/settings.ts";
import { type Config, readConfig } from "../../gateway/config.ts";
import { type Hub, type HubOptions, startHub } from "../../gateway/hub.ts";
import { temporaryFolder } from "./temporary-folder.ts";

type Resolvers = Readonly<Record<string, Readonly<Record<string, GraphQLFieldResolver<unknown, unknown>>>>>;

/** A policy under which everything without a rule is open. */
export const openPolicy = path.join(import.meta.dirname, "open-policy.yaml");

const opened: Hub[] = [];

afterAll(async () => {
  await Promise.all(opened.map((hub) => hub.close()));
});

export function subgraphOf(name: string, typeDefs: string, resolvers: Resolvers = {}): Subgraph {
  const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@interfaceObject", "@tag", "@authenticated", "@requiresScopes", "@policy"])\n${typeDefs}`;
  return {
    name,
    sdl,
    schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]),
    createContext: (caller) => caller,
    close: async () => undefined,
  };
}

export function testConfig(more: Partial<Config> = {}): Config {
  return {
    ...readConfig({ JINKATSU_POLICY: openPolicy }),
    port: 0,
    dataFolder: temporaryFolder(),
    logLevel: "silent",
    ...more,
  };
}

/** Listens, and serves nothing yet. */
export async function openHub(more: Partial<Config> = {}, options: Partial<HubOptions> = {}): Promise<Hub> {
  const config = testConfig(more);
  const hub = await startHub({ config, log: createLog(config.logLevel), ...options });
  opened.push(hub);
  return hub;
}

export async function serveHub(
  local: readonly Subgraph[],
  more: Partial<Config> = {},
  elsewhere: readonly SubgraphAddress[] = [],
): Promise<Hub> {
  const hub = await openHub(more);
  await hub.serve({ local, elsewhere });
  return hub;
}
