/** What somebody may do to an audit whose hub is stopped, and who finds it: the table of SECURITY.md, cell by cell. */
import { generateKeyPairSync } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { jest } from "@jest/globals";
import type { Database } from "#kit/database/open.ts";
import { signedStatement } from "../../../../subgraphs/audit/trail/checkpoint.ts";
import { machine, readEvent, rowOf } from "../../../../subgraphs/audit/trail/event.ts";
import { type Frontier, grown } from "../../../../subgraphs/audit/trail/merkle.ts";
import { openTrail } from "../../../../subgraphs/audit/trail/open-trail.ts";
import { eventTable } from "../../../../subgraphs/audit/trail/tables.ts";
import type { Finder, Scene } from "./scene.ts";

export const actions = [
  "edit",
  "delete",
  "insert",
  "reorder",
  "cut",
  "replay",
  "restore",
  "key lost",
  "clock forward",
  "clock back",
] as const;
export const targets = ["row", "table", "file", "witness"] as const;

export interface Attack {
  readonly action: (typeof actions)[number];
  readonly target: (typeof targets)[number];
  /** What is done, as the table says it. */
  readonly what: string;
  /** Absent where there is nothing that could be done. */
  readonly attack?: (scene: Scene) => Promise<void> | void;
  readonly foundBy: readonly Finder[];
  /** Where nobody, or not everybody, finds it. */
  readonly because?: string;
  /** Only where the database is a file. */
  readonly isOfFile?: true;
}

const inSnapshot = "code = 'W-1'";
const lastLines = (scene: Scene, count: number) => lines(scene).slice(0, -count);
const onlyTimes = "order is proven, times are what the machine's clock said";

function lines({ checkpoints }: Scene): string[] {
  return readFileSync(checkpoints, "utf8").trimEnd().split("\n");
}

function writeLines({ checkpoints }: Scene, all: readonly string[]): void {
  writeFileSync(checkpoints, all.map((line) => `${line}\n`).join(""));
}

async function rowsOf(database: Database) {
  return database.reader.find(eventTable.entity, { order: { sequence: "ASC" } });
}

/** Writes these events as the whole trail, each with its hash and link right, and the database's own word of them too. */
function writeChain(scene: Scene, texts: (events: readonly string[]) => readonly string[]): Promise<void> {
  return scene.within(async (database) => {
    const events = texts((await rowsOf(database)).map(({ event }) => event));
    let [previous, frontier]: [string, Frontier] = ["", []];
    const rows = events.map((text, index) => {
      const row = rowOf({ ...readEvent({ event: text }), sequence: index + 1, previous });
      previous = row.hash;
      frontier = grown(frontier, row.hash);
      return row;
    });
    await database.transaction(async (manager) => {
      await manager.query("DELETE FROM trail_event");
      await manager.insert(eventTable.entity, rows);
      await manager.query("DELETE FROM trail_checkpoint WHERE size > ?", [rows.length]);
      await manager.query("UPDATE trail SET size = ?, last_hash = ?, frontier = ?", [
        rows.length,
        previous,
        JSON.stringify(frontier),
      ]);
    });
  });
}

/** As the hub does it, while the machine's clock shows another time. */
async function noteAt(scene: Scene, offsetMs: number): Promise<void> {
  jest.useFakeTimers({ now: Date.now() + offsetMs, doNotFake: [...notFaked] });
  try {
    await scene.within(async (database) => {
      const { trail } = await openTrail(database, scene.settings);
      await trail.change(async () => ({ events: [{ kind: "NOTED", by: machine, body: {} }], result: undefined }));
    });
  } finally {
    jest.useRealTimers();
  }
}

/** Only the clock. */
const notFaked = [
  "hrtime",
  "nextTick",
  "performance",
  "queueMicrotask",
  "setImmediate",
  "clearImmediate",
  "setInterval",
  "clearInterval",
  "setTimeout",
  "clearTimeout",
] as const;

const dayMs = 86_400_000;

export const attacks: readonly Attack[] = [
  {
    action: "edit",
    target: "row",
    what: "another name in a measure of a snapshot",
    attack: (scene) =>
      scene.sql(`UPDATE measure_version SET contract = REPLACE(contract, '初任者', '上級者') WHERE ${inSnapshot}`),
    foundBy: ["start", "read", "verify", "independent"],
  },
  {
    action: "edit",
    target: "table",
    what: "all events written anew, each hash and link right",
    attack: (scene) => writeChain(scene, (events) => events.map((event) => event.replace("別の事業", "同じ事業"))),
    foundBy: ["start", "verify", "independent"],
    because: "the links are right; the start compares with the witness",
  },
  {
    action: "edit",
    target: "file",
    what: "bytes of an event in the database's file",
    attack: ({ file }) => {
      const bytes = readFileSync(file);
      for (let at = bytes.indexOf("別の事業"); at >= 0; at = bytes.indexOf("別の事業", at + 1)) bytes.write("同", at);
      writeFileSync(file, bytes);
    },
    foundBy: ["start", "read", "verify", "independent"],
    isOfFile: true,
  },
  {
    action: "edit",
    target: "witness",
    what: "another head in a checkpoint",
    attack: (scene) => {
      const [first = "", ...rest] = lines(scene);
      writeLines(scene, [first.replace(/"head":"..../, '"head":"0000'), ...rest]);
    },
    foundBy: ["verify", "independent"],
    because: "the start compares the last checkpoint only",
  },
  {
    action: "delete",
    target: "row",
    what: "a snapshot",
    attack: (scene) => scene.sql(`DELETE FROM snapshot WHERE id = '${scene.template.snapshot}'`),
    foundBy: ["read", "verify", "independent"],
  },
  {
    action: "delete",
    target: "table",
    what: "all events",
    attack: (scene) => scene.sql("DELETE FROM trail_event"),
    foundBy: ["start", "read", "verify", "independent"],
  },
  {
    action: "delete",
    target: "file",
    what: "the whole database",
    attack: ({ file }) => {
      for (const ending of ["", "-wal", "-shm"]) rmSync(file + ending, { force: true });
    },
    foundBy: ["start", "verify", "independent"],
    because: "there is nothing left to read",
    isOfFile: true,
  },
  {
    action: "delete",
    target: "witness",
    what: "all that lies outside",
    attack: ({ outside }) => rmSync(outside, { recursive: true }),
    foundBy: ["verify", "independent"],
    because: "the hub writes it again from the database with the next change, and an event says so",
  },
  {
    action: "insert",
    target: "row",
    what: "an event at the end, hash and link right",
    attack: (scene) => writeChain(scene, (events) => [...events, events.at(-1) ?? ""]),
    foundBy: ["start", "verify", "independent"],
    because: "the links are right; nobody has signed it",
  },
  {
    action: "insert",
    target: "table",
    what: "snapshots that nobody took",
    attack: (scene) =>
      scene.sql(
        "INSERT INTO snapshot (id, at, taken_by, model_revision, scope, version_ids) SELECT 'forged', at, taken_by, model_revision, scope, version_ids FROM snapshot WHERE version_ids LIKE '%,%' LIMIT 1",
      ),
    foundBy: ["verify", "independent"],
    because: "no list and no event leads to it; who asks for it by its id is refused",
  },
  {
    action: "insert",
    target: "file",
    what: "another audit's database in its place",
    attack: async (scene) => {
      await scene.sql("DELETE FROM trail_event", "DELETE FROM trail_checkpoint", "DELETE FROM snapshot");
      await writeChain(scene, () => [
        rowOf({ sequence: 1, at: "", kind: "NOTED", by: machine, body: {}, previous: "" }).event,
      ]);
    },
    foundBy: ["start", "verify", "independent"],
    because: "what is read is whole in itself",
  },
  {
    action: "insert",
    target: "witness",
    what: "a checkpoint of somebody else's key",
    attack: (scene) => {
      const { privateKey, publicKey } = generateKeyPairSync("ed25519");
      const checkpoint = { size: 99, head: "0".repeat(64), last: "0".repeat(64), at: "2026-01-01T00:00:00.000Z" };
      writeLines(scene, [...lines(scene), signedStatement(checkpoint, { id: "0".repeat(16), privateKey, publicKey })]);
    },
    foundBy: ["start", "verify", "independent"],
    because: "nothing that is read was changed",
  },
  {
    action: "reorder",
    target: "row",
    what: "two events",
    attack: (scene) =>
      scene.sql(
        "UPDATE trail_event SET sequence = 100 WHERE sequence = 2",
        "UPDATE trail_event SET sequence = 2 WHERE sequence = 3",
        "UPDATE trail_event SET sequence = 3 WHERE sequence = 100",
      ),
    foundBy: ["start", "read", "verify", "independent"],
  },
  {
    action: "reorder",
    target: "table",
    what: "all events, each hash and link right",
    attack: (scene) => writeChain(scene, ([first = "", ...rest]) => [...rest, first]),
    foundBy: ["start", "verify", "independent"],
    because: "the links are right; the start compares with the witness",
  },
  {
    action: "reorder",
    target: "file",
    what: "–",
    foundBy: [],
    because: "a database has no order but that of its rows",
  },
  {
    action: "reorder",
    target: "witness",
    what: "the lines of the checkpoints",
    attack: (scene) => writeLines(scene, lines(scene).toReversed()),
    foundBy: [],
    because: "each is signed for itself and says its number, so that nothing is changed by it",
  },
  {
    action: "cut",
    target: "row",
    what: "the last event with its checkpoint, the count right",
    attack: (scene) => writeChain(scene, (events) => events.slice(0, -1)),
    foundBy: ["start", "verify", "independent"],
    because: "the links are right; the witness knows of it",
  },
  {
    action: "cut",
    target: "table",
    what: "the checkpoints in the database",
    attack: (scene) => scene.sql("DELETE FROM trail_checkpoint"),
    foundBy: ["start", "verify"],
    because: "events, contents and the witness are whole",
  },
  {
    action: "cut",
    target: "file",
    what: "half of the database's file",
    attack: ({ file }) => truncateSync(file, Math.floor(statSync(file).size / 2 / 4096) * 4096),
    foundBy: ["start", "read", "verify", "independent"],
    isOfFile: true,
  },
  {
    action: "cut",
    target: "witness",
    what: "two or more of the last checkpoints",
    attack: (scene) => writeLines(scene, lastLines(scene, 2)),
    foundBy: ["verify", "independent"],
    because:
      "the hub writes them again with the next change, and an event says so; the very last alone looks as after a crash, and verify says that it is in the database only yet",
  },
  {
    action: "replay",
    target: "row",
    what: "an event once more",
    attack: (scene) =>
      scene.within((database) =>
        database.transaction(async (manager) => {
          const last = (await rowsOf(database)).at(-1);
          await manager.query("INSERT INTO trail_event (sequence, event, hash) VALUES (?, ?, ?)", [
            (last?.sequence ?? 0) + 1,
            last?.event,
            last?.hash,
          ]);
        }),
      ),
    foundBy: ["start", "read", "verify", "independent"],
    because: "what was signed last is still there",
  },
  {
    action: "replay",
    target: "table",
    what: "the snapshots as they were yesterday",
    attack: (scene) =>
      scene.sql(
        `DELETE FROM snapshot WHERE id <> (SELECT id FROM (SELECT id FROM snapshot ORDER BY model_revision LIMIT 1) AS oldest)`,
      ),
    foundBy: ["read", "verify", "independent"],
  },
  {
    action: "replay",
    target: "file",
    what: "the database of yesterday",
    attack: (scene) => scene.putBack(scene.template.yesterday),
    foundBy: ["start", "verify", "independent"],
    because: "what is read is whole in itself",
  },
  {
    action: "replay",
    target: "witness",
    what: "the checkpoints of yesterday",
    attack: (scene) => scene.putBackOutside(scene.template.yesterday),
    foundBy: ["verify", "independent"],
    because: "the hub writes the others again with the next change, and an event says so",
  },
  {
    action: "restore",
    target: "row",
    what: "an older content of a measure, the digest too",
    attack: (scene) =>
      scene.sql(
        "UPDATE measure_version SET contract = (SELECT contract FROM (SELECT contract FROM measure_version WHERE code = 'O-1') AS other), digest = (SELECT digest FROM (SELECT digest FROM measure_version WHERE code = 'O-1') AS other) WHERE code = 'O-2'",
      ),
    foundBy: ["read", "verify", "independent"],
  },
  {
    action: "restore",
    target: "table",
    what: "the trail of yesterday",
    attack: (scene) => writeChain(scene, (events) => events.slice(0, 1)),
    foundBy: ["start", "read", "verify", "independent"],
  },
  {
    action: "restore",
    target: "file",
    what: "a backup of yesterday, by jinkatsu restore",
    attack: (scene) => scene.putBack(scene.template.yesterday),
    foundBy: ["start", "verify", "independent"],
    because: "no change is taken until somebody has acknowledged it, in an event that stays",
  },
  {
    action: "restore",
    target: "witness",
    what: "database and checkpoints of yesterday together",
    attack: async (scene) => {
      await scene.putBack(scene.template.yesterday);
      scene.putBackOutside(scene.template.yesterday);
    },
    foundBy: [],
    because: "nothing of today is left anywhere: keep a copy of the checkpoints where nobody has both",
  },
  { action: "key lost", target: "row", what: "–", foundBy: [], because: "the key is in no database" },
  { action: "key lost", target: "table", what: "–", foundBy: [], because: "the key is in no database" },
  {
    action: "key lost",
    target: "file",
    what: "the signing key",
    attack: ({ settings }) => rmSync(path.join(settings.dataFolder, "audit-signing-key.pem")),
    foundBy: ["start"],
    because: "what was signed stays proved; no change is taken until an event signs in another key",
  },
  {
    action: "key lost",
    target: "witness",
    what: "the public key",
    attack: ({ outside }) => {
      for (const name of readdirSync(outside)) if (name.endsWith(".pem")) rmSync(path.join(outside, name));
    },
    foundBy: ["verify", "independent"],
    because: "the hub has the key, and puts its public part there again with the next change",
  },
  {
    action: "clock forward",
    target: "row",
    what: "an event of tomorrow",
    attack: (scene) => noteAt(scene, dayMs),
    foundBy: ["verify"],
    because: `until tomorrow; ${onlyTimes}`,
  },
  {
    action: "clock back",
    target: "row",
    what: "an event of yesterday",
    attack: (scene) => noteAt(scene, -dayMs),
    foundBy: [],
    because: `it bears the time of the event before it; ${onlyTimes}`,
  },
  ...(["clock forward", "clock back"] as const).flatMap((action) =>
    (["table", "file", "witness"] as const).map((target) => ({
      action,
      target,
      what: "–",
      foundBy: [],
      because: "each row bears its own time: see there",
    })),
  ),
];

/** A cell of the table. */
export function cellOf({ what, attack, foundBy, because }: Attack): string {
  if (attack === undefined) return `no such case: ${because}`;
  const who = foundBy.length === 0 ? "**not found**" : foundBy.join(", ");
  return `${what}: ${who}${because === undefined ? "" : ` (${because})`}`;
}

export function attacksTable(): string {
  const head = [`| | ${targets.join(" | ")} |`, `|${"---|".repeat(targets.length + 1)}`];
  const rows = actions.map((action) => {
    const cells = targets.map((target) => {
      const found = attacks.filter((each) => each.action === action && each.target === target);
      return found.map(cellOf).join("; ");
    });
    return `| ${action} | ${cells.join(" | ")} |`;
  });
  return [...head, ...rows].join("\n");
}
