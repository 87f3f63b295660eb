/** A hub in this process over small subgraphs of a test's own, each served over real HTTP on loopback. */
import { afterAll } from "@jest/globals";
import { createLog, type Log } from "#kit/log/log.ts";
import type { Subgraph } from "#kit/server/subgraph.ts";
import { readConfig } from "../../gateway/config.ts";
import { type Hub, startHub } from "../../gateway/hub.ts";
import { type SmallSubgraph, type SubgraphServer, serveSmallSubgraph } from "./small-subgraph.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { openPolicy } from "./test-hub.ts";

export interface SmallHub extends Hub {
  /** By name. */
  readonly subgraphs: ReadonlyMap<string, SubgraphServer>;
}

const open = new Set<{ close(): Promise<void> }>();

afterAll(async () => {
  for (const each of [...open].reverse()) await each.close();
});

export interface SmallHubOptions {
  /** Subgraphs in this process. */
  readonly local?: readonly Subgraph[];
  /** Names of those whose subscriptions are opened over WebSockets. */
  readonly webSockets?: readonly string[];
  readonly log?: Log;
}

/** Resolves when it serves. Closed after the test file, or before by the test. */
export async function startSmallHub(
  parts: Readonly<Record<string, SmallSubgraph>>,
  environment: Readonly<Record<string, string>> = {},
  { local = [], webSockets = [], log = createLog("silent") }: SmallHubOptions = {},
): Promise<SmallHub> {
  const subgraphs = new Map<string, SubgraphServer>();
  for (const [name, part] of Object.entries(parts)) {
    const server = await serveSmallSubgraph(part);
    open.add(server);
    subgraphs.set(name, server);
  }
  const socketUrls = webSockets.map((name) => `${name}=${subgraphs.get(name)?.url.replace("http", "ws")}`);
  const config = readConfig({
    JINKATSU_PORT: "0",
    JINKATSU_DATA: temporaryFolder(),
    JINKATSU_POLICY: openPolicy,
    JINKATSU_SUBSCRIPTION_URLS: socketUrls.join(),
    ...environment,
  });
  const hub = await startHub({ config, log });
  const closable = { close: once(hub.close) };
  open.add(closable);
  await hub.serve({ local, elsewhere: [...subgraphs].map(([name, { url }]) => ({ name, url })) });
  return { ...hub, ...closable, subgraphs };
}

function once(close: () => Promise<void>): () => Promise<void> {
  let closed: Promise<void> | undefined;
  return () => {
    closed ??= close();
    return closed;
  };
}
