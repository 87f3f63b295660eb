/** One round of load: connections that each ask the next question as soon as they are answered. */
import { Pool } from "undici";
import { cpuOf } from "./processes.ts";
import type { Question } from "./questions.ts";

export interface Contender {
  readonly name: string;
  readonly url: string;
  /** The process that is asked, and those that it asks; the database's is not counted. */
  readonly gateway: number;
  readonly subgraphs: readonly number[];
}

export interface Round {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of CPU for each request. */
  readonly gatewayCpu: number;
  readonly subgraphCpu: number;
}

export interface Load {
  readonly questions: readonly Question[];
  readonly connections: number;
  readonly seconds: number;
}

const headers = { "content-type": "application/json" };

export async function runRound(contender: Contender, load: Load): Promise<Round> {
  const pool = new Pool(contender.url, { connections: load.connections });
  const bodies = load.questions.map((question) => JSON.stringify(question));
  await askFor(load.seconds / 4, pool, bodies, load.connections);
  const before = usedBy(contender);
  const started = performance.now();
  const times = await askFor(load.seconds, pool, bodies, load.connections);
  const elapsed = performance.now() - started;
  const after = usedBy(contender);
  await pool.close();
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return {
    rate: (times.length * 1_000) / elapsed,
    p50: at(0.5),
    p99: at(0.99),
    gatewayCpu: (after.gateway - before.gateway) / times.length,
    subgraphCpu: (after.subgraphs - before.subgraphs) / times.length,
  };
}

function usedBy({ gateway, subgraphs }: Contender) {
  return { gateway: cpuOf([gateway]), subgraphs: cpuOf(subgraphs) };
}

async function askFor(seconds: number, pool: Pool, bodies: readonly string[], connections: number): Promise<number[]> {
  const until = performance.now() + seconds * 1_000;
  const times: number[] = [];
  const ask = async () => {
    while (performance.now() < until) {
      const asked = performance.now();
      const body = bodies[next++ % bodies.length] ?? "";
      const answer = await pool.request({ method: "POST", path: "/graphql", headers, body });
      await answer.body.arrayBuffer();
      if (answer.statusCode !== 200) throw new Error(`status ${answer.statusCode}`);
      times.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: connections }, ask));
  return times;
}

/** Goes on from round to round, so that no round begins with what the last one left warm. */
let next = 0;

export async function answerOf({ url }: Contender, question: Question): Promise<string> {
  const answer = await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify(question) });
  const text = await answer.text();
  if (text.includes('"errors"')) throw new Error(`the question itself fails: ${text.slice(0, 300)}`);
  return text.trim();
}

export function median(rounds: readonly Round[]): Round {
  const middle = (of: (round: Round) => number) => rounds.map(of).sort((a, b) => a - b)[rounds.length >> 1] ?? 0;
  return {
    rate: middle(({ rate }) => rate),
    p50: middle(({ p50 }) => p50),
    p99: middle(({ p99 }) => p99),
    gatewayCpu: middle(({ gatewayCpu }) => gatewayCpu),
    subgraphCpu: middle(({ subgraphCpu }) => subgraphCpu),
  };
}
