/**
 * What a bystander feels while a hub, and then a subgraph, is attacked: for each hostile request, sent over and over, the bystander's p99, the
 * memory and the recovery. Ends with 1 where a promise is not kept.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { commandOf } from "../support/command-of.ts";
import { serveIssuer } from "../support/serve-issuer.ts";
import { type Attack, attackOf, type Felt, isBroken, measure, type Target } from "./attacks/felt.ts";
import { attacksOnASubgraph, gatewaysQuestion } from "./attacks/on-a-subgraph.ts";
import { attacksOnConnections } from "./attacks/on-connections.ts";
import { attacksOnTheHub, question } from "./attacks/on-the-hub.ts";
import { endAll, freePort, ready, start } from "./system/processes.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "1" },
    attackers: { type: "string", default: "10" },
    only: { type: "string", default: "" },
  },
});

const force = { seconds: Number(values.seconds), attackers: Number(values.attackers) };
const scratch = mkdtempSync(path.join(tmpdir(), "bench-attacks-"));
const issuer = await serveIssuer();
const broken: string[] = [];

try {
  await suffer(await startHub(), [...(await attacksOnTheHub(issuer)).map(attackOf), ...attacksOnConnections]);
  await endAll();
  const key = "k".repeat(32);
  await suffer(await startSubgraph(key), attacksOnASubgraph(key).map(attackOf));
} finally {
  await endAll();
  await issuer.stop();
  rmSync(scratch, { recursive: true, force: true });
}

process.stdout.write(broken.length === 0 ? "\nEvery promise was kept.\n" : `\nNot kept: ${broken.join(", ")}\n`);
process.exitCode = broken.length === 0 ? 0 : 1;

async function startHub(): Promise<Target> {
  const port = await freePort();
  const processId = start(commandOf("start"), {
    NODE_ENV: "",
    JINKATSU_PORT: String(port),
    JINKATSU_DATA: path.join(scratch, "hub"),
    JINKATSU_LOG: "silent",
    JINKATSU_ISSUERS: JSON.stringify([issuer.setting]),
    JINKATSU_PROXIES: "loopback",
  });
  const url = `http://127.0.0.1:${port}`;
  await ready(`${url}/health/ready`);
  return { url, processId, question };
}

async function startSubgraph(key: string): Promise<Target> {
  const port = await freePort();
  const processId = start([...commandOf("subgraph"), "welfare"], {
    NODE_ENV: "",
    JINKATSU_PORT: String(port),
    JINKATSU_DATA: path.join(scratch, "subgraph"),
    JINKATSU_SUBGRAPH_KEYS: `welfare=${key}`,
  });
  const url = `http://127.0.0.1:${port}`;
  const signed = gatewaysQuestion(key);
  for (let isUp = false; !isUp; ) {
    const { headers, body } = signed();
    isUp = await fetch(`${url}/graphql`, { method: "POST", headers, body }).then(
      ({ ok }) => ok,
      () => false,
    );
  }
  return { url, processId, question: signed };
}

async function suffer(target: Target, attacks: readonly Attack[]): Promise<void> {
  const calm = attackOf({
    name: "(no attack: the bystander's own question)",
    request: target.question(),
    another: target.question,
    codes: [],
  });
  await measure(target, calm, force);
  for (const attack of [calm, ...attacks.filter(({ name }) => name.includes(values.only))]) {
    const felt = await measure(target, attack, force);
    report(attack.name, felt);
    if (isBroken(felt)) broken.push(attack.name);
  }
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
