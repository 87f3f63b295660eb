/**
 * How the audit bears many measures (`npm run bench:audit -- [measures] [FOLDER]`): they are imported into four departments over SQLite, the hub
 * follows, and an auditor asks through the gateway. FOLDER has the national programmes from whose sentences the measures are made.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readSettings } from "#kit/settings.ts";
import { writeCsv } from "#kit/tabular/write-csv.ts";
import { issueDevelopmentToken } from "../../gateway/access/development-token.ts";
import { ask, type Json } from "../support/ask.ts";
import { auditHeadings, createAuditRows } from "./audit-rows.ts";

const root = path.resolve(import.meta.dirname, "../..");
const [measures = "5000", folder = process.env["JINKATSU_OVERLAP_DATA"] ?? path.join(root, "../shared/data/overlap")] =
  process.argv.slice(2);
const departments = ["employment", "education", "welfare", "industry"];
const dataFolder = mkdtempSync(path.join(tmpdir(), "jinkatsu-bench-audit-"));
const environment = { ...process.env, JINKATSU_DATA: dataFolder, JINKATSU_PORT: "0", JINKATSU_LOG: "error" };
const rowOf = createAuditRows(folder);
const each = Math.ceil(Number(measures) / departments.length);

for (const [number, department] of departments.entries()) {
  const rows = Array.from({ length: each }, (_, at) => rowOf(number * each + at));
  await importRows(department, rows);
}
const hub = spawn(process.execPath, ["--import", "./tests/soak/longest-turn.ts", "gateway/main.ts"], {
  cwd: root,
  env: environment,
  stdio: ["ignore", "pipe", "inherit", "ipc"],
});
const started = performance.now();
const url = await addressSaidBy(hub);
const settings = readSettings({ JINKATSU_DATA: dataFolder });
const token = await issueDevelopmentToken({ roles: ["auditor"], subject: "alice", holdsFor: 3_600 }, settings);

for (let known = 0; known < each * departments.length; await sleep(100)) {
  const { data } = await question("{ dataQuality { snapshot { measureCount } } }");
  known = data?.dataQuality?.snapshot?.measureCount ?? 0;
}
console.log(`started, and the audit knows all: ${((performance.now() - started) / 1000).toFixed(2)} s`);

const cluster = "centre { code } members { code }";
const questions: Readonly<Record<string, string>> = {
  overlapMatrix:
    "{ overlapMatrix { pairCount departments { department other pairs budget { known } } pairs(first: 20) { id bits class evidence { shared } } } }",
  overlapClusters: `{ overlapClusters { clusters(first: 50) { ${cluster} budget { known } } } }`,
  coverage:
    "{ coverage(dimensions: [PILLAR, TARGET_GROUP, AREA]) { gapCount cells(first: 100) { measures } gaps(first: 100) { id around state } } }",
  integrationCandidates:
    "{ integrationCandidates { candidates(first: 20, acrossDepartments: true) { measures { code } onlyOne { offers { field } } } } }",
  auditFindings: "{ auditFindings { count findings(first: 100) { id kind } } }",
  stackingConflicts: "{ stackingConflicts { count } }",
  drawLabelling:
    "mutation { drawLabelling(size: 20) { labelling { snapshot { id } pair { a { code } b { code } } } } }",
  auditSnapshots: "{ auditSnapshots { id measureCount model missing { field measures } } }",
};
for (const turn of ["first", "again"]) {
  for (const [name, document] of Object.entries(questions)) await timed(`${name}, ${turn}`, () => answered(document));
}
const twin = rowOf(7).with(0, "AUD-TWIN");
for (const [version, row] of [twin, twin.with(6, "COUNCIL")].entries()) {
  await importRows("welfare", [row]);
  await timed(`findings of a ${version === 0 ? "new" : "changed"} measure`, () => untilFound(version + 1));
  await timed("overlapMatrix, after that", () => answered(questions["overlapMatrix"] ?? ""));
}
hub.kill("SIGTERM");
await once(hub, "exit");
rmSync(dataFolder, { recursive: true });

async function importRows(department: string, rows: readonly (readonly string[])[]): Promise<void> {
  const file = path.join(dataFolder, "..", `${path.basename(dataFolder)}-${department}.csv`);
  await writeCsv(file, auditHeadings, rows);
  execFileSync(process.execPath, ["gateway/cli/jinkatsu.mjs", "import", department, file], {
    cwd: root,
    env: environment,
    stdio: ["ignore", "ignore", "inherit"],
  });
  rmSync(file);
}

/** Resolves when the audit compares that version of the measure with others. */
async function untilFound(version: number): Promise<void> {
  const overlaps = "overlaps { a { code version } b { code version } } findings { id }";
  for (;;) {
    const { data } = await question(
      `{ measures(filter: { departments: ["welfare"] }, search: "${twin[1]}", first: 20) { nodes { code ${overlaps} } } }`,
    );
    const seen = (data?.measures?.nodes ?? []).flatMap(
      (node: Json) => node.overlaps?.flatMap(({ a, b }: Json) => [a, b]) ?? [],
    );
    if (seen.some((each: Json) => each.code === twin[0] && each.version === version)) return;
    await sleep(100);
  }
}

async function answered(document: string): Promise<void> {
  const { errors } = await question(document);
  if (errors) throw new Error(JSON.stringify(errors));
}

function question(document: string): Promise<Json> {
  return ask(url, document, {}, { authorization: `Bearer ${token}` });
}

/** Seconds on the clock, and the longest that the serving thread was held up, in milliseconds of its CPU. */
async function timed(name: string, work: () => Promise<void>): Promise<void> {
  await longestTurn();
  const since = performance.now();
  let problem = "";
  await work().catch((error: unknown) => {
    problem = `, ${String(error).slice(0, 200)}`;
  });
  const seconds = (performance.now() - since) / 1000;
  console.log(`${name}: ${seconds.toFixed(2)} s, longest turn ${(await longestTurn()).toFixed(0)} ms${problem}`);
}

async function longestTurn(): Promise<number> {
  hub.send("longest turn");
  const [longest] = await once(hub, "message");
  return Number(longest);
}

async function addressSaidBy({ stdout }: ChildProcess): Promise<string> {
  let said = "";
  for await (const text of stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    said += String(text);
    const [, found] = /Browser\s+(\S+)\/graphql/.exec(said) ?? [];
    if (found !== undefined) return found;
  }
  throw new Error(`The hub ended and said: ${said}`);
}
