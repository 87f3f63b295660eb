/** What a bystander feels while a hub is attacked: for each hostile request, sent over and over, the bystander's p99, the memory and the recovery. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { callHeader, signatureHeader } from "#kit/identity/sign-call.ts";
import { csrfHeader } from "../../gateway/access/session/sessions.ts";
import { forgedTokens } from "../gateway/access/forged-tokens.ts";
import { type HostileRequest, hostileRequests } from "../gateway/limits/hostile-requests.ts";
import { commandOf } from "../support/command-of.ts";
import { post, send } from "../support/raw-http.ts";
import { serveIssuer } from "../support/serve-issuer.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "1" },
    /** Attackers at a time; each sends the next request when the last is answered. */
    attackers: { type: "string", default: "10" },
    only: { type: "string", default: "" },
  },
});

/** What is promised. */
const promised = { p99: 500, memory: 200, recovery: 2_000 };

interface Felt {
  readonly p99: number;
  /** More than before, in MiB. */
  readonly memory: number;
  readonly recovery: number;
  readonly attacks: number;
}

const bystander = { query: "{ measures(first: 3) { totalCount nodes { name { ja } } } }" };
/** That a proxy, the gateway or a browser would set. */
const foreignHeaders = [
  { "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1", forwarded: "for=127.0.0.1" },
  { [callHeader]: '{"identity":{"roles":["auditor"]}}', [signatureHeader]: "00".repeat(32) },
  { cookie: `jinkatsu-session=${"x".repeat(4_000)}`, [csrfHeader]: "1" },
  { origin: "https://evil.test", "sec-fetch-site": "cross-site", "content-type": "text/plain" },
];

const scratch = mkdtempSync(path.join(tmpdir(), "bench-attacks-"));
const issuer = await serveIssuer();
const hub = spawn(process.execPath, commandOf("start"), {
  env: {
    ...process.env,
    JINKATSU_PORT: "0",
    JINKATSU_DATA: scratch,
    JINKATSU_LOG: "silent",
    JINKATSU_ISSUERS: JSON.stringify([issuer.setting]),
  },
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  await measureAll(await addressOf());
} finally {
  hub.kill("SIGKILL");
  await once(hub, "close");
  await issuer.stop();
  rmSync(scratch, { recursive: true, force: true });
}

async function addressOf(): Promise<string> {
  let said = "";
  for await (const chunk of hub.stdout) {
    said += chunk;
    const [, url] = /Browser\s+(\S+)\/graphql/.exec(said) ?? [];
    if (url) return url;
  }
  throw new Error("the hub ended before it was ready");
}

async function measureAll(url: string): Promise<void> {
  const calm: HostileRequest = { name: "(no attack: the bystander's own question)", request: questionOf(), codes: [] };
  const attacks = [
    ...Object.values(hostileRequests).flat(),
    ...(await forgedRequests()),
    ...foreignHeaders.map(withHeaders),
  ].filter(({ name }) => name.includes(values.only));
  const broken: string[] = [];
  await measure(url, calm);
  for (const attack of [calm, ...attacks]) {
    const felt = await measure(url, attack);
    report(attack.name, felt);
    if (isBroken(felt)) broken.push(attack.name);
  }
  process.stdout.write(broken.length === 0 ? "\nEvery promise was kept.\n" : `\nNot kept: ${broken.join(", ")}\n`);
  process.exitCode = broken.length === 0 ? 0 : 1;
}

async function forgedRequests(): Promise<readonly HostileRequest[]> {
  return Promise.all(
    forgedTokens.map(async ([name, code, forge]) => ({
      name: `a token that ${name}`,
      request: questionOf({ authorization: `Bearer ${await forge(issuer)}` }),
      codes: [code],
    })),
  );
}

function withHeaders(more: Readonly<Record<string, string>>): HostileRequest {
  return { name: `forged ${Object.keys(more).join(", ")}`, request: questionOf(more), codes: [] };
}

function questionOf(more: Readonly<Record<string, string>> = {}) {
  return { headers: { "content-type": "application/json", ...more }, body: JSON.stringify(bystander) };
}

function isBroken({ p99, memory, recovery }: Felt): boolean {
  return p99 > promised.p99 || memory > promised.memory || recovery > promised.recovery;
}

async function measure(url: string, { request, another = () => request }: HostileRequest): Promise<Felt> {
  const before = residentMemory();
  const until = performance.now() + Number(values.seconds) * 1_000;
  const times: number[] = [];
  let attacks = 0;
  let most = before;
  const attack = async () => {
    while (performance.now() < until) {
      await send(url, another(attacks)).catch(() => undefined);
      attacks++;
    }
  };
  const watch = async () => {
    while (performance.now() < until) {
      times.push(await timeOf(url));
      most = Math.max(most, residentMemory());
      await sleep(5);
    }
  };
  await Promise.all([watch(), ...Array.from({ length: Number(values.attackers) }, attack)]);
  const recovery = await timeOf(url);
  const p99 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
  return { p99, memory: most - before, recovery, attacks };
}

async function timeOf(url: string): Promise<number> {
  const asked = performance.now();
  const { status } = await post(url, bystander);
  if (status !== 200) throw new Error(`the bystander was answered with ${status}`);
  return performance.now() - asked;
}

/** In MiB, as Linux tells it. */
function residentMemory(): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${hub.pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

function report(name: string, { p99, memory, recovery, attacks }: Felt): void {
  const figures = [
    `p99 ${p99.toFixed(0).padStart(4)} ms`,
    `memory +${memory.toFixed(0).padStart(3)} MiB`,
    `then ${recovery.toFixed(0).padStart(3)} ms`,
    `${attacks} attacks`,
  ];
  process.stdout.write(`${name.padEnd(56)} ${figures.join("  ")}\n`);
}
