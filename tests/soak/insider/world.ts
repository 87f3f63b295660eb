/** The real thing: a disk, a clock, an issuer, two departments' servers and the hub, as an operator would have them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { dropSchemas } from "../../bench/system/drop-schemas.ts";
import { type Finished, jinkatsu } from "../../gateway/cli/command-line.ts";
import { ask, type HttpAnswer } from "../../support/ask.ts";
import { freePort } from "../../support/free-port.ts";
import { send } from "../../support/raw-http.ts";
import { type Issuer, serveIssuer } from "../../support/serve-issuer.ts";
import { type SubgraphServer, serveSmallSubgraph } from "../../support/small-subgraph.ts";
import { type ByHand, openFile, openSchema } from "./by-hand.ts";
import { type Clock, createClock } from "./clock.ts";
import { must } from "./contradiction.ts";
import { type Disk, mountDisk } from "./disk.ts";
import { becomesReady, type Hub, startHub } from "./hub.ts";
import { type Name, people } from "./people.ts";
import { type Schema, tourismServer, weatherServer } from "./schemas.ts";

export interface World {
  readonly clock: Clock;
  readonly disk: Disk;
  readonly issuer: Issuer;
  /** Outside the disk that fills up. */
  readonly scratch: string;
  readonly dataFolder: string;
  readonly isOnSqlite: boolean;
  readonly url: string;
  readonly addresses: Readonly<Record<"tourism" | "weather", string>>;
  /** A table of a subgraph's database, while the hub stands still. */
  byHand(subgraph: string, table: string): Promise<ByHand>;
  /** The department's server runs what it is about to publish. */
  deploy(schema: Schema): void;
  hub(): Hub;
  /** False where it ends before it is ready. */
  start(): Promise<boolean>;
  ask(who: Name | undefined, query: string, variables?: Readonly<Record<string, unknown>>): Promise<HttpAnswer>;
  tokenOf(who: Name): Promise<string>;
  registry(token: string | undefined, request: RegistryRequest): Promise<RegistryAnswer>;
  /** What an operator does at the terminal. */
  command(...args: readonly string[]): Promise<Finished>;
  close(): Promise<void>;
}

export interface RegistryRequest {
  readonly name: string;
  /** A change, where it is given. */
  readonly body?: object;
  readonly key?: string;
}

export interface RegistryAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: acts name the fields that they asked for.
  readonly json: any;
}

const diskMegabytes = 192;

export interface WorldOptions {
  /** `mysql://…` of a server, where it makes schemas of its own; SQLite if not given. */
  readonly server: string | undefined;
}

export async function createWorld({ server }: WorldOptions): Promise<World> {
  const scratch = mkdtempSync(path.join(tmpdir(), "soak-insider-"));
  const disk = mountDisk(path.join(scratch, "disk"), diskMegabytes);
  const clock = createClock(scratch);
  const issuer = await serveIssuer();
  const servers = {
    tourism: await serveSmallSubgraph(tourismServer),
    weather: await serveSmallSubgraph(weatherServer(false)),
  };
  const port = await freePort();
  const dataFolder = path.join(disk.folder, "data");
  const databaseUrl = server === undefined ? undefined : new URL(`/jkinsider_${process.pid}`, server).href;
  const settings = settingsOf({ scratch, dataFolder, port, issuer, servers, databaseUrl });
  const url = `http://127.0.0.1:${port}`;
  let hub: Hub | undefined;
  const tokenOf = (who: Name) => issuer.token(claimsOf(who, clock.now()));
  const start = async (mode: string) => {
    hub = startHub({ ...settings, ...clock.environment, JINKATSU_MODE: mode });
    return becomesReady(hub, url);
  };
  await loadExamples(start, () => hub?.stop("SIGTERM"));
  return {
    clock,
    disk,
    issuer,
    scratch,
    dataFolder,
    isOnSqlite: server === undefined,
    url,
    addresses: { tourism: servers.tourism.url, weather: servers.weather.url },
    byHand: async (subgraph, table) =>
      databaseUrl === undefined
        ? openFile(path.join(dataFolder, `${subgraph}.sqlite`), scratch)
        : openSchema(`${databaseUrl}_${subgraph}`, table),
    deploy: (schema) => {
      if (schema.subgraph === "weather") servers.weather.publish(weatherServer(schema.takesOver));
    },
    hub: () => hub ?? raise(),
    start: () => start("production"),
    ask: async (who, query, variables) =>
      ask(url, query, variables, who === undefined ? {} : { authorization: `Bearer ${await tokenOf(who)}` }),
    tokenOf,
    registry: (token, request) => askRegistry(url, token, request),
    command: (...args) =>
      jinkatsu({ dataFolder, databaseUrl }, args, { ...settings, ...clock.environment, LANG: "en_US.UTF-8" }),
    async close() {
      await hub?.stop("SIGKILL");
      await Promise.all([issuer.stop(), ...Object.values(servers).map((each) => each.close())]);
      if (databaseUrl !== undefined) await dropSchemas(databaseUrl);
      disk.unmount();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

function raise(): never {
  throw new Error("the hub was never started");
}

/** A prefecture in production starts from its own data; here it is that of the examples. */
async function loadExamples(start: (mode: string) => Promise<boolean>, stop: () => Promise<void> | undefined) {
  must(await start("development"), "the first start to load the example data", "it ended");
  await stop();
}

interface Parts {
  readonly scratch: string;
  readonly dataFolder: string;
  readonly port: number;
  readonly issuer: Issuer;
  readonly servers: Readonly<Record<string, SubgraphServer>>;
  readonly databaseUrl: string | undefined;
}

function settingsOf({
  scratch,
  dataFolder,
  port,
  issuer,
  servers,
  databaseUrl,
}: Parts): Readonly<Record<string, string>> {
  return {
    JINKATSU_PORT: String(port),
    JINKATSU_DATA: dataFolder,
    JINKATSU_DATABASE_URL: databaseUrl ?? "",
    JINKATSU_POLICY: writePolicy(scratch, Object.values(servers)),
    JINKATSU_ISSUERS: JSON.stringify([issuer.setting]),
    JINKATSU_SUBGRAPH_KEYS: `*=${"soak".repeat(10)}`,
    JINKATSU_DISK_RESERVE: "2",
    JINKATSU_LOG: "warn",
    // A busy machine is not what is looked for.
    JINKATSU_REQUEST_TIME: "120000",
    JINKATSU_READ_TIME: "60000",
    JINKATSU_MUTATION_TIME: "110000",
  };
}

/** The one of the repository, with the two departments' servers as places that may be called. */
function writePolicy(scratch: string, servers: readonly SubgraphServer[]): string {
  const file = path.join(scratch, "policy.yaml");
  const hosts = servers.map(({ url }) => `"${new URL(url).host}"`).join(", ");
  const text = readFileSync(path.resolve(import.meta.dirname, "../../../schema/policy.yaml"), "utf8");
  writeFileSync(file, text.replace("routingHosts: []", `routingHosts: [${hosts}]`));
  return file;
}

function claimsOf(who: Name, now: number) {
  const iat = Math.floor(now / 1_000);
  return { sub: who, iat, exp: iat + 600, ...people[who] };
}

async function askRegistry(url: string, token: string | undefined, { name, body, key }: RegistryRequest) {
  const { status, body: text } = await send(url, {
    method: body === undefined ? "GET" : "POST",
    path: `/registry/${name}`,
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status, json: text === "" ? undefined : JSON.parse(text) };
}
