/** What a bystander feels of an attack on a process: its p99, the memory of the process, and how long until it is answered again. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { HostileRequest } from "../../gateway/limits/hostile-requests.ts";
import { type RawRequest, send } from "../../support/raw-http.ts";

export interface Target {
  readonly url: string;
  readonly processId: number;
  /** What the bystander asks, made anew each time; it must be answered with 200. */
  readonly question: () => RawRequest;
}

export interface Attack {
  readonly name: string;
  /** Once; to be over when the signal says so. What becomes of it is of no interest. */
  readonly strike: (target: Target, until: AbortSignal, at: number) => Promise<unknown>;
  /** What the bystander does, where that is not to ask its question. */
  readonly feel?: (target: Target) => Promise<void>;
}

export function attackOf({ name, request, another = () => request }: HostileRequest): Attack {
  return { name, strike: ({ url }, _, at) => send(url, another(at)) };
}

export interface Felt {
  /** In milliseconds, as is `recovery`. */
  readonly p99: number;
  /** More than before, in MiB. */
  readonly memory: number;
  readonly recovery: number;
  readonly attacks: number;
}

export interface Force {
  readonly seconds: number;
  /** Attackers at a time; each sends the next request when the last is answered. */
  readonly attackers: number;
}

/** What is promised. */
const promised = { p99: 500, memory: 200, recovery: 2_000 };

export function isBroken({ p99, memory, recovery }: Felt): boolean {
  return p99 > promised.p99 || memory > promised.memory || recovery > promised.recovery;
}

export async function measure(
  target: Target,
  { strike, feel = askQuestion }: Attack,
  { seconds, attackers }: Force,
): Promise<Felt> {
  const before = residentMemory(target);
  const until = AbortSignal.timeout(seconds * 1_000);
  const times: number[] = [];
  let attacks = 0;
  let most = before;
  const attack = async () => {
    while (!until.aborted) {
      await strike(target, until, attacks).catch(() => undefined);
      attacks++;
    }
  };
  const watch = async () => {
    while (!until.aborted) {
      times.push(await timeOf(target, feel));
      most = Math.max(most, residentMemory(target));
      await sleep(5);
    }
  };
  await Promise.all([watch(), ...Array.from({ length: attackers }, attack)]);
  const recovery = await timeOf(target, feel);
  const p99 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
  return { p99, memory: most - before, recovery, attacks };
}

async function timeOf(target: Target, feel: NonNullable<Attack["feel"]>): Promise<number> {
  const asked = performance.now();
  await feel(target);
  return performance.now() - asked;
}

async function askQuestion(target: Target): Promise<void> {
  await ask(target, target.question());
}

/** The same as somebody who has no connection yet. */
export async function askAnew(target: Target): Promise<void> {
  await ask(target, { ...target.question(), agent: false });
}

async function ask({ url }: Target, request: RawRequest): Promise<void> {
  const { status, body } = await send(url, request);
  if (status !== 200 || body.includes('"errors"')) throw new Error(`the bystander was answered with ${status} ${body}`);
}

/** In MiB, as Linux tells it. */
function residentMemory({ processId }: Target): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${processId}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}
