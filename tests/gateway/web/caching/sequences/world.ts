/** Two hubs over the same subgraphs in one process, on SQLite: what one has acknowledged the other must know. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { graphql } from "graphql";
import { loadDepartment } from "#kit/department/definition.ts";
import { type OpenDepartment, openDepartment } from "#kit/department/open.ts";
import { publicIdentity } from "#kit/identity/identity.ts";
import { createLog } from "#kit/log/log.ts";
import { contextFor, type Subgraph } from "#kit/server/subgraph.ts";
import { type Config, readConfig } from "../../../../../gateway/config.ts";
import { type Hub, startHub } from "../../../../../gateway/hub.ts";
import { type CatalogSubgraph, openCatalog } from "../../../../../subgraphs/catalog/open.ts";
import { send } from "../../../../support/raw-http.ts";
import { audience, serveIssuer } from "../../../../support/serve-issuer.ts";
import { openPeople, type People } from "./people.ts";
import { writeDocuments } from "./questions.ts";

export interface World {
  readonly hubs: readonly [Hub, Hub];
  /** By the name of who asks. */
  readonly tokens: ReadonlyMap<string, string>;
  readonly people: People;
  /** Has the catalog read what the departments have. */
  pull(): Promise<void>;
  /** Past every gateway. */
  writeDirectly(mutation: string, variables: object): Promise<void>;
  /** At the hub; acknowledged when it resolves. */
  writeThrough(hub: Hub, mutation: string, variables: object): Promise<void>;
  /** The version of a record of the department, undefined where there is none. */
  versionOf(code: string): Promise<{ readonly id: string; readonly version: number } | undefined>;
  close(): Promise<void>;
}

const policy = path.resolve(import.meta.dirname, "../../../../support/open-policy.yaml");
const anHour = 3_600;

export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(path.join(tmpdir(), "jinkatsu-sequences-"));
  const issuer = await serveIssuer();
  const config: Config = {
    ...readConfig({
      JINKATSU_POLICY: policy,
      JINKATSU_ISSUERS: JSON.stringify([{ ...issuer.setting, audience }]),
      JINKATSU_TRUSTED_DOCUMENTS: writeDocuments(folder),
      JINKATSU_LIMITS: "requests=100000000",
    }),
    port: 0,
    dataFolder: folder,
    logLevel: "silent",
  };
  const departments = [await opened("welfare", config), await opened("industry", config)];
  const catalog = await openCatalog(config, departments.map(asFollowed));
  const people = openPeople();
  const local = [...departments, catalog, people.subgraph];
  const hubs = [await served(config, local), await served(config, local)] as const;
  const exp = Math.floor(Date.now() / 1_000) + anHour;
  const tokenOf = (roles: readonly string[], more = {}) => issuer.token({ roles: [...roles], exp, ...more });
  const tokens = new Map([
    ["portal", await tokenOf(["portal"], { sub: "taro" })],
    ["auditor", await tokenOf(["auditor"], { sub: "hanako" })],
    ["member", await tokenOf(["member"], { sub: "jiro", department: "welfare" })],
  ]);
  return {
    hubs,
    tokens,
    people,
    pull: catalog.pullNow,
    ...writers(departments, tokens),
    close: () => closeAll({ hubs, catalog, departments, folder, stopIssuer: issuer.stop }),
  };
}

async function opened(name: string, config: Config): Promise<OpenDepartment> {
  return openDepartment(await loadDepartment(name), config);
}

function asFollowed({ name, department, sdl, feed }: OpenDepartment) {
  return { name, title: department.name, sdl, feed };
}

async function served(config: Config, local: readonly Subgraph[]): Promise<Hub> {
  const hub = await startHub({ config, log: createLog("silent") });
  await hub.serve({ local, elsewhere: [] });
  return hub;
}

function writers([welfare]: readonly OpenDepartment[], tokens: World["tokens"]) {
  const ask = async (source: string, variableValues: object) => {
    if (!welfare) throw new Error("no department");
    const contextValue = contextFor(welfare, { mayWrite: true, identity: publicIdentity });
    const { data, errors } = await graphql({
      schema: welfare.schema,
      source,
      variableValues: { ...variableValues },
      contextValue,
    });
    if (errors) throw new Error(JSON.stringify(errors));
    return JSON.parse(JSON.stringify(data));
  };
  return {
    writeDirectly: async (mutation: string, variables: object) => void (await ask(mutation, variables)),
    async writeThrough(hub: Hub, mutation: string, variables: object) {
      const headers = { "content-type": "application/json", authorization: `Bearer ${tokens.get("member")}` };
      const { body } = await send(hub.url, { headers, body: JSON.stringify({ query: mutation, variables }) });
      if (JSON.parse(body).errors) throw new Error(body);
    },
    async versionOf(code: string) {
      const query = "query ($codes: [String!]) { welfareMeasures(filter: { codes: $codes }) { nodes { id version } } }";
      return (await ask(query, { codes: [code] })).welfareMeasures.nodes[0];
    },
  };
}

interface Closing {
  readonly hubs: readonly Hub[];
  readonly catalog: CatalogSubgraph;
  readonly departments: readonly OpenDepartment[];
  readonly folder: string;
  readonly stopIssuer: () => Promise<void>;
}

async function closeAll({ hubs, catalog, departments, folder, stopIssuer }: Closing): Promise<void> {
  for (const hub of hubs) await hub.close();
  await catalog.close();
  for (const department of departments) await department.close();
  await stopIssuer();
  rmSync(folder, { recursive: true, force: true });
}
