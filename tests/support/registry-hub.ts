/** A hub in this process with a registry: one department runs with it, others publish to it over HTTP. */
import { afterAll } from "@jest/globals";
import type { Settings } from "#kit/settings.ts";
import type { Config } from "../../gateway/config.ts";
import type { Hub } from "../../gateway/hub.ts";
import { admitDepartment } from "../../gateway/registry/store/departments.ts";
import { openRegistryDatabase } from "../../gateway/registry/store/open.ts";
import { issueToken, type Scope } from "../../gateway/registry/store/tokens.ts";
import type { Json } from "./ask.ts";
import { send } from "./raw-http.ts";
import { type SmallSubgraph, type SubgraphServer, serveSmallSubgraph } from "./small-subgraph.ts";
import { openHub, subgraphOf } from "./test-hub.ts";

const head = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@external", "@requires", "@override", "@tag", "@authenticated"])`;

export function published(sdl: string): string {
  return `${head}\n${sdl}`;
}

/** Runs with the hub. */
export const townsSdl = `"問い合わせ。" type Query { "町。" town: Town }
  "町。" type Town @key(fields: "id") { "番号。" id: ID! "名前。" name: String "人口。" people: Int }`;

const town = { id: "1", name: "Toyama", people: 400 };
const towns = subgraphOf("towns", townsSdl, { Query: { town: () => town } });

const servers: SubgraphServer[] = [];

afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
});

export async function serve(subgraph: SmallSubgraph): Promise<SubgraphServer> {
  const server = await serveSmallSubgraph(subgraph);
  servers.push(server);
  return server;
}

export interface Answered {
  readonly status: number;
  readonly json: Json;
}

export interface RegistryHub {
  readonly hub: Hub;
  readonly settings: Pick<Settings, "dataFolder" | "databaseUrl">;
  /** A token of the department, which is let in if need be. */
  token(department: string, scopes?: readonly Scope[], responsible?: string): Promise<string>;
  change(token: string | undefined, name: string, body: object): Promise<Answered>;
  read(token: string | undefined, path: string): Promise<Answered>;
}

export async function startRegistryHub(
  settings: Pick<Settings, "dataFolder" | "databaseUrl">,
  more: Partial<Config> = {},
): Promise<RegistryHub> {
  // Without a record of use, what breaks is an error, whenever it is asked.
  const hub = await openHub({ ...settings, usageDays: 0, ...more }, { hasRegistry: true });
  await hub.serve({ local: [towns], elsewhere: [] });
  return { hub, settings, token: (...asked) => tokenFor(settings, ...asked), ...askers(hub) };
}

async function tokenFor(
  settings: Pick<Settings, "dataFolder" | "databaseUrl">,
  department: string,
  scopes: readonly Scope[] = ["read", "check", "publish"],
  responsible = `officer of ${department}`,
): Promise<string> {
  const database = await openRegistryDatabase(settings);
  const title = { ja: department, en: department };
  await admitDepartment(database, { name: department, title, audiences: [], author: "a test" });
  const expiresAt = new Date(Date.now() + 3_600_000);
  const { token } = await issueToken(database, { department, responsible, label: "test", scopes, expiresAt });
  await database.close();
  return token;
}

function askers({ url }: Hub) {
  const headersOf = (token: string | undefined) => ({
    "content-type": "application/json",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  });
  const ask = async (token: string | undefined, request: { method: string; path: string; body?: string }) => {
    const { status, body } = await send(url, { ...request, headers: headersOf(token) });
    return { status, json: JSON.parse(body) };
  };
  return {
    // Most departments of tests are a schema with nothing behind it.
    change: (token: string | undefined, name: string, body: object) => {
      const more = name === "publish" ? { notYetRunning: true, ...body } : body;
      return ask(token, { method: "POST", path: `/registry/${name}`, body: JSON.stringify(more) });
    },
    read: (token: string | undefined, path: string) => ask(token, { method: "GET", path: `/registry/${path}` }),
  };
}
