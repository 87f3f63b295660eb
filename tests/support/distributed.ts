/** The hub as a prefecture runs it: a process for each subgraph on its own MySQL schema, and the gateway alone. */
import { type Environment, type Served, startAlone, startSubgraph } from "./hub-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export interface Distributed {
  /** Subgraph processes by name; a stopped one can be replaced with `restart`. */
  readonly subgraphs: Map<string, Served>;
  /** What every process of this hub is told. */
  readonly environment: Environment;
  startGateway(more?: Environment): Promise<Served>;
  /** Starts a subgraph again where it was before: at the same port, on the same database. */
  restart(name: string): Promise<void>;
}

const departments = ["education", "employment", "industry", "welfare"];
/** They follow the departments. */
const beside = ["catalog", "audit"];

export async function startDistributed(databaseUrl: string): Promise<Distributed> {
  const keys = [...departments, ...beside, "*"].map((name) => `${name}=${name.replace("*", "all").padEnd(32, "-")}`);
  const common = {
    JINKATSU_DATABASE_URL: databaseUrl,
    JINKATSU_DATA: temporaryFolder(),
    JINKATSU_SUBGRAPH_KEYS: keys.join(),
  };
  const started = await Promise.all(departments.map((name) => startSubgraph(name, common)));
  const subgraphs = new Map(started.map((served, index) => [departments[index] ?? "", served]));
  const followed = { ...common, JINKATSU_SUBGRAPHS: addressesOf(subgraphs) };
  const followers = await Promise.all(beside.map((name) => startSubgraph(name, followed)));
  for (const [number, served] of followers.entries()) subgraphs.set(beside[number] ?? "", served);
  const environment = { ...common, JINKATSU_SUBGRAPHS: addressesOf(subgraphs) };
  return {
    subgraphs,
    environment,
    startGateway: (more = {}) => startAlone({ ...environment, ...more }),
    async restart(name) {
      const port = new URL(subgraphs.get(name)?.url ?? "").port;
      subgraphs.set(name, await startSubgraph(name, { ...environment, JINKATSU_PORT: port }));
    },
  };
}

function addressesOf(subgraphs: ReadonlyMap<string, Served>): string {
  return [...subgraphs].map(([name, { url }]) => `${name}=${url}/graphql`).join(",");
}
