import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { type Frontier, grown } from "../../../../subgraphs/audit/trail/merkle.ts";
import { databases, describeOnDatabases } from "../../../support/databases.ts";
import { startProcess } from "../../../support/hub-process.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import { verifier } from "./scene.ts";

/** A file system of so little room; undefined where this user may mount none. */
function mountSmall(folder: string, kibibytes: number): { unmount(): void } | undefined {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${kibibytes}k`, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  return { unmount: () => void execFileSync("umount", [folder]) };
}

function outside({ folder }: Ledger): string {
  return path.join(folder, readdirSync(folder).find((name) => name.endsWith(".ndjson")) ?? "");
}

function linesOf(ledger: Ledger): readonly string[] {
  return readFileSync(outside(ledger), "utf8").trimEnd().split("\n");
}

async function proveIndependently(ledger: Ledger) {
  const { events } = await ledger.contents();
  const trail = path.join(ledger.folder, "..", "trail.ndjson");
  writeFileSync(trail, events.map(({ event }) => `${event}\n`).join(""));
  const files = readdirSync(ledger.folder).map((name) => path.join(ledger.folder, name));
  const process = startProcess([verifier, trail, ...files], {});
  const { code } = await process.ended;
  return { code, said: `${process.stdout()}${process.stderr()}`.trim() };
}

describeOnDatabases("what lies outside", (database) => {
  test("holds no half of a line after its disk was full, and goes on when there is room", async () => {
    const settings = database.newSettings();
    const folder = path.join(settings.dataFolder, "outside");
    const small = mountSmall(folder, 16);
    if (small === undefined) return console.warn("not shown: this user may mount no small file system");
    const ledger = await openLedger(settings, ["a"]);
    const filler = path.join(folder, "filler");

    // Little by little, so that a write meets the end of the disk in the midst of its line.
    const refused: string[] = [];
    for (let at = 0; at < 60 && refused.length < 3; at++) {
      if (at === 0) fill(filler);
      await ledger.note(`n${at}`).catch((error) => refused.push(error.code));
    }
    rmSync(filler);
    await ledger.note("after");

    const independent = await proveIndependently(ledger);
    const verdict = await ledger.verdict();
    small.unmount();
    expect(refused).toHaveLength(3);
    expect(refused[0]).toBe("AUDIT_TRAIL_NOT_WITNESSED");
    expect(new Set(refused.slice(1))).toEqual(new Set(["AUDIT_TRAIL_NOT_WRITABLE"]));
    expect(verdict).toEqual({ faults: [], notes: [] });
    expect(independent.code).toBe(0);
  }, 400_000);

  test("is read as far as it can be where a line was cut off and the next was joined to it", async () => {
    const ledger = await openLedger(database.newSettings(), ["a", "b", "c"]);
    const [first = "", second = "", third = ""] = linesOf(ledger);
    writeFileSync(outside(ledger), `${first}\n${second}\n${third.slice(0, 40)}${third}\n`);

    const joined = { verdict: await ledger.verdict(), independent: await proveIndependently(ledger) };
    appendFileSync(outside(ledger), "no checkpoint\n");
    const unreadable = { faults: await ledger.faults(), independent: await proveIndependently(ledger) };

    expect(joined.verdict).toEqual({ faults: [], notes: [{ kind: "CUT_OFF", at: 0 }] });
    expect(joined.independent.code).toBe(0);
    expect(joined.independent.said).toMatch(/^note: a checkpoint was cut off.*\n3 events proved$/);
    expect(unreadable.faults).toEqual([{ kind: "CHECKPOINT_UNREADABLE", at: 0 }]);
    expect(unreadable.independent).toMatchObject({
      code: 1,
      said: expect.stringMatching(/cannot be read: "no checkpoint"/),
    });
  }, 400_000);

  test("begins on a line of its own after a crash in the midst of one", async () => {
    const ledger = await openLedger(database.newSettings(), ["a", "b"]);
    const [first = "", second = ""] = linesOf(ledger);
    writeFileSync(outside(ledger), `${first}\n${second.slice(0, 50)}`);

    await ledger.note("c");

    expect(linesOf(ledger).slice(0, 3)).toEqual([first, second.slice(0, 50), second]);
    expect((await ledger.verdict()).faults).toEqual([]);
  });

  test("has one checkpoint for each change, however many are made at once and whatever its events are", async () => {
    const ledger = await openLedger(database.newSettings());
    const event = { kind: "NOTED", by: { subject: null, role: "machine", department: null }, body: {} };

    const changes = [1, 2, 3, 1, 2].map((count) =>
      ledger.trail.change(async () => ({ events: Array.from({ length: count }, () => event), result: undefined })),
    );
    await Promise.all(changes);

    expect(linesOf(ledger)).toHaveLength(5);
    expect(new Set(linesOf(ledger)).size).toBe(5);
    expect((await ledger.contents()).checkpoints).toHaveLength(5);
    expect(await ledger.verdict()).toEqual({ faults: [], notes: [] });
  });

  test("may lack the last change after a crash, which is said; where it lacks more, an event says that it was written again", async () => {
    const ledger = await openLedger(database.newSettings(), ["a", "b", "c"]);
    const lines = linesOf(ledger);

    writeFileSync(outside(ledger), `${lines.slice(0, 2).join("\n")}\n`);
    const crashed = { verdict: await ledger.verdict(), independent: await proveIndependently(ledger) };
    await ledger.note("d");
    const goesOn = await ledger.verdict();
    writeFileSync(outside(ledger), `${lines[0]}\n`);
    await ledger.note("e");

    expect(crashed.verdict).toEqual({ faults: [], notes: [{ kind: "NOT_WITNESSED_YET", at: 3 }] });
    expect(crashed.independent).toEqual({ code: 1, said: "2 events proved, 1 not signed yet" });
    expect(goesOn).toEqual({ faults: [], notes: [] });
    expect(await ledger.verdict()).toEqual({ faults: [], notes: [{ kind: "REFILLED", at: 5 }] });
  }, 400_000);
});

/** Leaves less room than a line takes. */
function fill(file: string): void {
  for (;;) {
    try {
      appendFileSync(file, Buffer.alloc(4096));
    } catch {
      return;
    }
  }
}

describeOnDatabases("a trail that a restore or a lost key has hit", (database) => {
  test("takes no change on an older database until it is acknowledged which events are gone, and then is proved with that", async () => {
    const settings = database.newSettings();
    const ledger = await openLedger(settings, ["a", "b", "c", "d"]);
    await cutTo(ledger, 2);

    const refused = await ledger.note("fork").catch((error) => error.code);
    const standing = (await ledger.trail.standing()).obstacles;
    const environment = environmentOf(ledger, settings.databaseUrl, settings.dataFolder);
    const nothingSaid = await startProcess([command, "audit", "acknowledge-restore"], environment).ended;
    const acknowledged = await startProcess(
      [command, "audit", "acknowledge-restore", "--reason", "disk replaced"],
      environment,
    ).ended;
    await ledger.note("e");

    expect(refused).toBe("AUDIT_TRAIL_BEHIND_WITNESS");
    expect(standing).toEqual([{ kind: "BEHIND", size: 2, witnessed: 4 }]);
    expect([nothingSaid.code, acknowledged.code]).toEqual([2, 0]);
    const [, , said] = (await ledger.trail.read(0, 10)).map(({ kind, body }) => ({ kind, body }));
    expect(said).toMatchObject({
      kind: "RESTORE_ACKNOWLEDGED",
      body: {
        reason: "disk replaced",
        after: 2,
        upTo: 4,
        lost: [
          [3, expect.any(String)],
          [4, expect.any(String)],
        ],
      },
    });
    expect(await ledger.verdict()).toEqual({ faults: [], notes: [{ kind: "RESTORED", at: 4 }] });
    expect(await proveIndependently(ledger)).toMatchObject({
      code: 0,
      said: expect.stringMatching(
        /^note: event 3: a restore took 2 signed changes up to event 4 \(disk replaced\)\n4 events proved$/,
      ),
    });
  }, 400_000);

  test("takes no change without its key until an event signs in another, and is proved with both", async () => {
    const settings = database.newSettings();
    const before = await openLedger(settings, ["a", "b"]);
    rmSync(path.join(settings.dataFolder, "audit-signing-key.pem"));
    const ledger = await openLedger(settings);

    const refused = await ledger.note("c").catch((error) => error.code);
    const { code } = await startProcess(
      [command, "audit", "new-key", "--reason", "lost with the disk"],
      environmentOf(before, settings.databaseUrl, settings.dataFolder),
    ).ended;
    await ledger.note("c");

    expect(refused).toBe("AUDIT_KEY_MISSING");
    expect(code).toBe(0);
    expect((await ledger.trail.read(2, 1))[0]).toMatchObject({
      kind: "SIGNING_KEY_ADDED",
      body: { reason: "lost with the disk", key: expect.any(String) },
    });
    expect(await ledger.verdict()).toEqual({ faults: [], notes: [] });
    expect(readdirSync(ledger.folder).filter((name) => name.endsWith(".pem"))).toHaveLength(2);
    expect(await proveIndependently(ledger)).toEqual({ code: 0, said: "4 events proved" });
  }, 400_000);

  test("takes no change with a key that somebody has put in the place of the other", async () => {
    const settings = database.newSettings();
    await openLedger(settings, ["a"]);
    const another = database.newSettings();
    await openLedger(another, ["x"]);
    const file = "audit-signing-key.pem";
    writeFileSync(path.join(settings.dataFolder, file), readFileSync(path.join(another.dataFolder, file)));

    const refused = (await openLedger(settings)).note("b");

    await expect(refused).rejects.toMatchObject({ code: "AUDIT_KEY_UNKNOWN" });
  });
});

describe("the command that records", () => {
  test("changes nothing where nothing was lost, and says so", async () => {
    const settings = databases[0].newSettings();
    const ledger = await openLedger(settings, ["a"]);
    const environment = environmentOf(ledger, undefined, settings.dataFolder);

    const codes = [];
    for (const action of ["acknowledge-restore", "new-key"])
      codes.push((await startProcess([command, "audit", action, "--reason", "none"], environment).ended).code);

    expect(codes).toEqual([2, 2]);
    expect(await ledger.trail.size()).toBe(1);
  }, 400_000);
});

const command = "gateway/cli/main.ts";

function environmentOf({ folder }: Ledger, databaseUrl: string | undefined, dataFolder: string) {
  return {
    JINKATSU_DATA: dataFolder,
    JINKATSU_AUDIT_CHECKPOINTS: folder,
    ...(databaseUrl === undefined ? {} : { JINKATSU_DATABASE_URL: databaseUrl }),
  };
}

/** As a backup of that moment would put it back. */
async function cutTo(ledger: Ledger, size: number): Promise<void> {
  const { events } = await ledger.contents();
  let frontier: Frontier = [];
  for (const { hash } of events.slice(0, size)) frontier = grown(frontier, hash);
  await ledger.sql("DELETE FROM trail_event WHERE sequence > ?", size);
  await ledger.sql("DELETE FROM trail_checkpoint WHERE size > ?", size);
  const last = events[size - 1]?.hash;
  await ledger.sql("UPDATE trail SET size = ?, last_hash = ?, frontier = ?", size, last, JSON.stringify(frontier));
}
