/** One round of load on one gateway: 50 connections, each asking again as soon as it is answered. */
import type { ChildProcess } from "node:child_process";
import { Pool } from "undici";
import { query } from "./shop.ts";

export type Round = {
  /** CPU milliseconds of the gateway's process for each request. */
  readonly cpu: number;
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly bytes: number;
};

const connections = 50;
const body = JSON.stringify({ query });

export type Gateway = {
  readonly child: ChildProcess;
  readonly port: number;
  /** Sent with every request, to whoever looks at it and to whoever does not. */
  readonly authorization: string;
};

/** Long enough for the engine's hot code to be compiled: what is measured is the gateway at work, not its start. */
export async function warmUp({ port, authorization }: Gateway, duration: number): Promise<void> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections });
  await load(pool, authorization, duration);
  await pool.close();
}

export async function runRound({ child, port, authorization }: Gateway, duration: number): Promise<Round> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections });
  await load(pool, authorization, duration / 2);
  const before = await cpuOf(child);
  const start = performance.now();
  const { times, bytes } = await load(pool, authorization, duration);
  const elapsed = performance.now() - start;
  const used = (await cpuOf(child)) - before;
  await pool.close();
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { cpu: used / times.length, rate: (times.length * 1000) / elapsed, p50: at(0.5), p99: at(0.99), bytes };
}

export function median(rounds: readonly Round[]): Round {
  const middle = (of: (round: Round) => number) =>
    rounds.map(of).sort((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? 0;
  return {
    cpu: middle(({ cpu }) => cpu),
    rate: middle(({ rate }) => rate),
    p50: middle(({ p50 }) => p50),
    p99: middle(({ p99 }) => p99),
    bytes: middle(({ bytes }) => bytes),
  };
}

async function load(pool: Pool, authorization: string, duration: number): Promise<{ times: number[]; bytes: number }> {
  const headers = { "content-type": "application/json", accept: "application/json", authorization };
  const end = performance.now() + duration;
  const times: number[] = [];
  let bytes = 0;
  const ask = async () => {
    while (performance.now() < end) {
      const asked = performance.now();
      const answer = await pool.request({ method: "POST", path: "/graphql", headers, body });
      const text = await answer.body.arrayBuffer();
      if (answer.statusCode !== 200)
        throw new Error(`Status ${answer.statusCode}: ${Buffer.from(text).toString().slice(0, 200)}`);
      bytes = text.byteLength;
      times.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: connections }, ask));
  return { times, bytes };
}

function cpuOf(gateway: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    gateway.once("message", (usage) => {
      const { user, system } = usage as NodeJS.CpuUsage;
      resolve((user + system) / 1000);
    });
    gateway.send("cpu");
  });
}
