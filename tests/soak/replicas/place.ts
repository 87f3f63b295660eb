/** Two processes of every subgraph behind a balancer each, and three gateways behind another: started, ended and killed one by one. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort, ready } from "../../bench/system/processes.ts";
import { asking } from "../../bench/system/replicas.ts";
import { type Balancer, startBalancer } from "../../support/balancer.ts";

type Environment = Readonly<Record<string, string>>;

export interface Replica {
  /** Such as `welfare 2`. */
  readonly title: string;
  readonly url: string;
  /** Ends it by the signal and starts it again at its port; resolves when it is ready. */
  anew(signal: NodeJS.Signals): Promise<void>;
  end(): Promise<void>;
}

export interface Place {
  readonly subgraphs: readonly Replica[];
  readonly gateways: readonly Replica[];
  /** Before the gateways. */
  readonly front: Balancer;
  /** Starts two of one more department, admits it and publishes it. */
  admit(name: string, script: string, sdl: string): Promise<void>;
  close(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, "../../..");
const departments = ["education", "employment", "industry", "welfare"];
const followers = ["catalog", "audit"];

export interface PlaceOptions {
  readonly folder: string;
  /** With a prefix of schemas that is nobody else's. */
  readonly databaseUrl: string;
  /** Checkout that all are started from at first; what is started anew is of this one. */
  readonly older: string | undefined;
}

export async function startPlace({ folder, databaseUrl, older = root }: PlaceOptions): Promise<Place> {
  const common: Environment = {
    JINKATSU_DATABASE_URL: databaseUrl,
    JINKATSU_DATA: path.join(folder, "subgraphs"),
    JINKATSU_SUBGRAPH_KEYS: `*=${"replicas".padEnd(32, "-")}`,
    JINKATSU_LOG: "error",
  };
  const started: Replica[] = [];
  const balancers: Balancer[] = [];
  const startPair = async (name: string, script: readonly string[], environment: Environment, from = older) => {
    const pair = await Promise.all(
      [1, 2].map((number) =>
        startReplica({ title: `${name} ${number}`, script, environment, from, isReady: signedOnly }),
      ),
    );
    const balancer = await startBalancer(...pair.map(({ url }) => url));
    started.push(...pair);
    balancers.push(balancer);
    return `${name}=${balancer.url}/graphql`;
  };
  const addresses = await Promise.all(departments.map((name) => startPair(name, ["subgraphs/serve.ts", name], common)));
  const followed = { ...common, JINKATSU_SUBGRAPHS: addresses.join() };
  for (const name of followers) addresses.push(await startPair(name, ["subgraphs/serve.ts", name], followed));
  const gateways = await Promise.all(
    [1, 2, 3].map((number) =>
      startReplica({
        title: `gateway ${number}`,
        script: ["gateway/main.ts", "--alone"],
        from: older,
        environment: {
          ...common,
          JINKATSU_SUBGRAPHS: addresses.join(),
          JINKATSU_DATA: path.join(folder, `gateway-${number}`),
          // Longer than the balancer takes to notice.
          JINKATSU_DRAIN: "2",
        },
        isReady: (url) => ready(`${url}/health/ready`),
      }),
    ),
  );
  const front = await startBalancer(...gateways.map(({ url }) => url));
  const ending = new AbortController();
  const looking = leadToReady(front, gateways, ending.signal);
  const jinkatsu = commandLine({ ...common, JINKATSU_HUB: gateways[0]?.url ?? "" });
  return {
    subgraphs: started,
    gateways,
    front,
    async admit(name, script, sdl) {
      const schema = path.join(folder, `${name}.graphql`);
      await writeFile(schema, sdl);
      await jinkatsu(["department", "admit", name]);
      const key = (await jinkatsu(["department", "key", name])).replace("JINKATSU_SUBGRAPH_KEYS=", "");
      const address = await startPair(name, [script], { ...common, JINKATSU_SUBGRAPH_KEYS: key }, root);
      const token = await jinkatsu(["department", "token", name, "--responsible", "an officer", "--scope", "publish"]);
      const url = address.slice(name.length + 1);
      await jinkatsu(["publish", name, "--schema", schema, "--url", url], { JINKATSU_TOKEN: token });
    },
    async close() {
      ending.abort();
      await looking;
      await Promise.all([...gateways, ...started].map((each) => each.end()));
      await Promise.all([front, ...balancers].map((each) => each.close()));
    },
  };
}

/** As balancers of the field do: who says that it is not ready is not led to. */
async function leadToReady(front: Balancer, gateways: readonly Replica[], until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    const answers = await Promise.all(gateways.map(({ url }) => fetch(`${url}/health/ready`).catch(() => undefined)));
    const ready = gateways.filter((_, at) => answers[at]?.ok).map(({ url }) => url);
    if (ready.length > 0) front.lead(...ready);
    await sleep(200);
  }
}

/** It refuses what the gateway has not signed, and so it is there. */
async function signedOnly(url: string): Promise<void> {
  const isThere = async () => {
    const answer = await fetch(`${url}/graphql`, asking("{ __typename }")).catch(() => undefined);
    return answer?.status === 401;
  };
  while (!(await isThere())) await sleep(100);
}

interface Starting {
  readonly title: string;
  readonly script: readonly string[];
  readonly environment: Environment;
  /** Folder of the checkout. */
  readonly from: string;
  readonly isReady: (url: string) => Promise<void>;
}

async function startReplica({ title, script, environment, from, isReady }: Starting): Promise<Replica> {
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const start = (folder: string) => launch(folder, script, { ...environment, JINKATSU_PORT: port });
  const started = async (folder: string) => {
    const child = start(folder);
    const ended = once(child, "exit").then(() => {
      throw new Error(`${title} ended by itself`);
    });
    await Promise.race([isReady(url), ended]);
    ended.catch(() => undefined);
    return child;
  };
  let child = await started(from);
  return {
    title,
    url,
    async anew(signal) {
      await endBy(child, signal);
      child = await started(root);
    },
    end: () => endBy(child, "SIGKILL"),
  };
}

function launch(cwd: string, script: readonly string[], environment: Environment): ChildProcess {
  const { PATH = "" } = process.env;
  return spawn(process.execPath, script, {
    cwd,
    env: { PATH, ...environment },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

async function endBy(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

function commandLine(environment: Environment) {
  const run = promisify(execFile);
  return async (words: readonly string[], more: Environment = {}) => {
    const { PATH = "" } = process.env;
    const env = { PATH, LANG: "en_US.UTF-8", ...environment, ...more };
    const { stdout } = await run(process.execPath, ["gateway/cli/jinkatsu.mjs", ...words], { cwd: root, env });
    return stdout.trim();
  };
}
