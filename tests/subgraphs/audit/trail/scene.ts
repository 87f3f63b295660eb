/** An audit with snapshots, a decision and a labelled pair, whose hub is stopped: as it was yesterday and as it is now, to be attacked and looked at. */
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { graphql } from "graphql";
import { openPlace } from "#kit/backup/place.ts";
import { restoreBackup } from "#kit/backup/restore-backup.ts";
import { writeBackup } from "#kit/backup/write-backup.ts";
import type { Database } from "#kit/database/open.ts";
import { HubError } from "#kit/errors.ts";
import { contextFor } from "#kit/server/subgraph.ts";
import type { Settings } from "#kit/settings.ts";
import { openAuditDatabase } from "../../../../subgraphs/audit/database.ts";
import { type AuditSubgraph, openAudit } from "../../../../subgraphs/audit/open.ts";
import { readTrail } from "../../../../subgraphs/audit/trail/contents.ts";
import { evidenceLines } from "../../../../subgraphs/audit/trail/evidence-lines.ts";
import { type Proof, proveTrail } from "../../../../subgraphs/audit/trail/prove.ts";
import type { TestDatabase } from "../../../support/databases.ts";
import { startProcess } from "../../../support/hub-process.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { alice, bob, idOf, openAuditHouse } from "../audit-house.ts";
import { careCourse, careTraining, others, snowClearing } from "../measures.ts";

export const verifier = "subgraphs/audit/trail/independent-verifier.mjs";

/** What an audit leaves: the database's backup, and the folder with key and witness. */
export interface Kept {
  readonly backup: string;
  readonly folder: string;
}

export interface Template {
  readonly yesterday: Kept;
  readonly now: Kept;
  /** The snapshot that everything but the first one rests on. */
  readonly snapshot: string;
  readonly measure: string;
}

const files = ["audit-signing-key.pem", "audit-checkpoints"];

export async function createTemplate(database: TestDatabase): Promise<Template> {
  const settings = database.newSettings();
  const house = await openAuditHouse(settings);
  await house.save("welfare", ...others);
  await house.audit.pullNow();
  const take = "mutation { takeSnapshot { snapshot { id } } }";
  await house.ask(take);
  const yesterday = await keep(settings);
  await house.save("welfare", careTraining);
  await house.save("industry", careCourse, snowClearing);
  await house.audit.pullNow();
  const { takeSnapshot } = await house.ask(take);
  const { overlapMatrix } = await house.ask("{ overlapMatrix { pairs { id } } }");
  const input = { findingId: overlapMatrix.pairs[0].id, verdict: "DISMISSED", reason: "別の事業", options: [] };
  const { proposeDecision } = await house.ask(
    "mutation ($input: ProposeDecisionInput!) { proposeDecision(input: $input) { decision { id } } }",
    { input },
  );
  const { id } = proposeDecision.decision;
  await house.ask("mutation ($id: ID!) { approveDecision(id: $id) { problems { code } } }", { id }, bob);
  // What is not released yet is read by writing that it was.
  await house.ask("mutation ($id: ID!) { releaseDecision(id: $id) { problems { code } } }", { id });
  await house.ask("mutation { drawLabelling(size: 2, controlPercent: 50, seed: 7) { labelling { id } } }");
  await house.ask("mutation { exportAudit(format: JSON) { sha256 } }");
  const now = await keep(settings);
  await house.close();
  return { yesterday, now, snapshot: takeSnapshot.snapshot.id, measure: idOf("welfare", "W-1") };
}

async function keep(settings: Settings): Promise<Kept> {
  const folder = temporaryFolder();
  for (const name of files) cpSync(path.join(settings.dataFolder, name), path.join(folder, name), { recursive: true });
  const backup = path.join(folder, "audit.backup.gz");
  const place = await openPlace(settings);
  await writeBackup(place, ["audit"], backup).finally(() => place.close());
  return { backup, folder };
}

export interface Scene {
  readonly settings: Settings;
  readonly template: Template;
  /** Where the checkpoints lie outside. */
  readonly outside: string;
  /** The file of checkpoints in it. */
  readonly checkpoints: string;
  /** The SQLite file; not there on a server. */
  readonly file: string;
  /** With a database of its own. */
  within<Result>(work: (database: Database) => Promise<Result>): Promise<Result>;
  sql(...statements: readonly string[]): Promise<void>;
  /** Puts back a whole database. */
  putBack(kept: Kept): Promise<void>;
  /** Puts back the key and what lies outside. */
  putBackOutside(kept: Kept): void;
}

export async function openScene(template: Template, settings: Settings): Promise<Scene> {
  const outside = path.join(settings.dataFolder, "audit-checkpoints");
  const within: Scene["within"] = async (work) => {
    const database = await openAuditDatabase(settings);
    return work(database).finally(() => database.close());
  };
  const scene: Scene = {
    settings,
    template,
    outside,
    get checkpoints() {
      return path.join(outside, readdirSync(outside).find((name) => name.endsWith(".ndjson")) ?? "");
    },
    file: path.join(settings.dataFolder, "audit.sqlite"),
    within,
    sql: (...statements) =>
      within((database) =>
        database.transaction(async (manager) => {
          for (const statement of statements) await manager.query(statement);
        }),
      ),
    async putBack({ backup }) {
      const place = await openPlace(settings);
      await restoreBackup(place, backup, true).finally(() => place.close());
    },
    putBackOutside({ folder }) {
      for (const name of files) {
        rmSync(path.join(settings.dataFolder, name), { recursive: true, force: true });
        cpSync(path.join(folder, name), path.join(settings.dataFolder, name), { recursive: true });
      }
    },
  };
  await scene.putBack(template.now);
  scene.putBackOutside(template.now);
  return scene;
}

/** Who may find something. */
export const finders = ["start", "read", "verify", "independent"] as const;
export type Finder = (typeof finders)[number];

/** Each looks by itself, as after a night in which somebody had the machine. */
export async function findersOf(scene: Scene): Promise<readonly Finder[]> {
  const found: Readonly<Record<Finder, boolean>> = {
    verify: await isRefused(async () => isSaid(await prove(scene))),
    independent: await isRefused(async () => (await proveIndependently(scene)).code !== 0),
    start: await isRefused(() => withAudit(scene, async (audit) => (await audit.findObstacle?.()) !== undefined)),
    read: await isRefused(() => withAudit(scene, (audit) => isReadRefused(audit, scene.template.snapshot))),
  };
  return finders.filter((finder) => found[finder]);
}

/** A database that is no database is found by whoever opens it. */
async function isRefused(look: () => Promise<boolean>): Promise<boolean> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof HubError) return true;
    throw error;
  }
}

export function prove(scene: Scene): Promise<Proof> {
  return scene.within((database) => proveTrail(database, scene.outside));
}

function isSaid({ faults, notes }: Proof): boolean {
  return faults.length > 0 || notes.some(({ kind }) => kind === "TIME_AHEAD" || kind === "RESTORED");
}

async function withAudit<Result>(
  { settings }: Scene,
  work: (audit: AuditSubgraph) => Promise<Result>,
): Promise<Result> {
  const audit = await openAudit(settings, []);
  return work(audit).finally(() => audit.close());
}

const everything = `query ($id: ID!) {
  overlapMatrix(snapshot: $id) { pairCount }
  auditSnapshots { id missing { field } }
  auditDecisions { id }
  labellings { pair(number: 1) { a { id } } }
}`;

/** Whether a read is refused for what was altered; nothing else may be wrong with it. */
async function isReadRefused(audit: AuditSubgraph, id: string): Promise<boolean> {
  const contextValue = contextFor(audit, { identity: alice, mayWrite: false });
  const variableValues = { id };
  const { errors = [] } = await graphql({ schema: audit.schema, source: everything, variableValues, contextValue });
  const codes = errors.map(({ originalError }) => (originalError instanceof HubError ? originalError.code : ""));
  if (codes.some((code) => !/_ALTERED$|^AUDIT_SNAPSHOT_UNKNOWN$/.test(code))) throw errors[0] ?? new Error("unknown");
  return codes.some((code) => code.endsWith("_ALTERED"));
}

export interface Said {
  readonly code: number | null;
  readonly said: string;
}

/** With everything that lies outside, or these files of it. */
export async function proveIndependently(
  scene: Pick<Scene, "within" | "outside">,
  outside = filesIn(scene.outside),
): Promise<Said> {
  const folder = temporaryFolder();
  const [trail, evidence] = [path.join(folder, "trail.ndjson"), path.join(folder, "trail.evidence.ndjson")];
  await scene.within(async (database) => {
    const { events, size } = await readTrail(database, scene.outside);
    writeFileSync(trail, events.map(({ event }) => `${event}\n`).join(""));
    let text = "";
    for await (const line of evidenceLines(database.reader, size)) text += `${line}\n`;
    writeFileSync(evidence, text);
  });
  const process = startProcess([verifier, trail, evidence, ...outside], {});
  const { code } = await process.ended;
  return { code, said: `${process.stdout()}${process.stderr()}` };
}

export function filesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
}
