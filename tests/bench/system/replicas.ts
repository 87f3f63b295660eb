/** Hubs to publish to: one process with everything in it, or gateways that share a registry over subgraphs that are processes of their own. */
import path from "node:path";
import type { Settings } from "#kit/settings.ts";
import { freePort, ready, start } from "./processes.ts";

export interface Replicas {
  /** The first is published to. */
  readonly gateways: readonly string[];
  /** Where their registry is. */
  readonly settings: Pick<Settings, "dataFolder" | "databaseUrl">;
}

const departments = ["education", "employment", "industry", "welfare"];
/** They follow the departments. */
const beside = ["catalog", "audit"];

export async function startEmbedded(folder: string): Promise<Replicas> {
  const settings = { dataFolder: path.join(folder, "hub"), databaseUrl: undefined };
  return { gateways: [await startGateway([], { JINKATSU_DATA: settings.dataFolder })], settings };
}

/** `databaseUrl` with a prefix of schemas that is nobody else's. */
export async function startReplicas(folder: string, databaseUrl: string, count: number): Promise<Replicas> {
  const common = { JINKATSU_DATABASE_URL: databaseUrl };
  const addresses = await Promise.all(departments.map((name) => startSubgraph(name, folder, common)));
  const followed = { ...common, JINKATSU_SUBGRAPHS: addresses.join() };
  for (const name of beside) addresses.push(await startSubgraph(name, folder, followed));
  const environment = { ...common, JINKATSU_SUBGRAPHS: addresses.join() };
  const folders = Array.from({ length: count }, (_, index) => path.join(folder, `gateway-${index}`));
  const gateways = folders.map((each) => startGateway(["--alone"], { ...environment, JINKATSU_DATA: each }));
  return { gateways: await Promise.all(gateways), settings: { dataFolder: folder, databaseUrl } };
}

/** Resolves with `name=address`, when it serves. */
async function startSubgraph(name: string, folder: string, more: Readonly<Record<string, string>>): Promise<string> {
  const port = String(await freePort());
  start(["subgraphs/serve.ts", name], { JINKATSU_PORT: port, JINKATSU_DATA: path.join(folder, name), ...more });
  const url = `http://127.0.0.1:${port}/graphql`;
  await ready(url, asking("{ __typename }"));
  return `${name}=${url}`;
}

async function startGateway(flags: readonly string[], more: Readonly<Record<string, string>>): Promise<string> {
  const port = String(await freePort());
  start(["gateway/main.ts", ...flags], { JINKATSU_PORT: port, JINKATSU_LOG: "error", ...more });
  const url = `http://127.0.0.1:${port}`;
  await ready(`${url}/health/ready`);
  return url;
}

export function asking(query: string): RequestInit {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query }) };
}
