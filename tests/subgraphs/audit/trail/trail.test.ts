import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import type { Settings } from "#kit/settings.ts";
import { readEvent } from "../../../../subgraphs/audit/trail/event.ts";
import { eventTable } from "../../../../subgraphs/audit/trail/tables.ts";
import { describeOnDatabases } from "../../../support/databases.ts";
import { eventually, type HubProcess, startProcess } from "../../../support/hub-process.ts";
import { type Ledger, openLedger } from "./ledger.ts";

const writer = "tests/support/processes/write-trail.ts";

function startWriter(settings: Settings, name: string, count: number): HubProcess {
  return startProcess([writer, name, String(count)], {
    JINKATSU_DATA: settings.dataFolder,
    JINKATSU_AUDIT_CHECKPOINTS: path.join(settings.dataFolder, "outside"),
    ...(settings.databaseUrl === undefined ? {} : { JINKATSU_DATABASE_URL: settings.databaseUrl }),
  });
}

async function textsIn({ database }: Ledger): Promise<readonly string[]> {
  const rows = await database.reader.find(eventTable.entity, { order: { sequence: "ASC" } });
  return rows.map((row) => String(readEvent(row).body["text"]));
}

function acknowledgedBy({ stdout }: HubProcess): readonly string[] {
  return stdout().split("\n").slice(1, -1);
}

const independent = "subgraphs/audit/trail/independent-verifier.mjs";

describeOnDatabases("the trail", (database) => {
  test("has what two processes write at once in one order without gaps", async () => {
    const settings = database.newSettings();
    const ledger = await openLedger(settings);

    const writers = ["one", "two"].map((name) => startWriter(settings, name, 40));
    const ends = await Promise.all(writers.map(({ ended }) => ended));

    const texts = await textsIn(ledger);
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    expect(await ledger.faults()).toEqual([]);
    for (const name of ["one", "two"]) {
      const written = texts.filter((text) => text.startsWith(name));
      expect(written).toEqual(Array.from({ length: 40 }, (_, at) => `${name} ${at + 1}`));
    }
    expect(texts).toHaveLength(80);
  }, 400_000);

  test("has all that was acknowledged before a kill -9 at any moment, and goes on", async () => {
    const settings = database.newSettings();
    const ledger = await openLedger(settings);
    const acknowledged: string[] = [];

    for (let round = 0; round < 5; round++) {
      const killed = startWriter(settings, `round ${round}:`, 100_000);
      await killed.said(/begin/);
      await eventually(
        async () => acknowledgedBy(killed).length,
        (length) => length > 0,
      );
      await sleep(Math.random() * 300);
      await killed.stop("SIGKILL");
      acknowledged.push(...acknowledgedBy(killed));
    }
    await ledger.note("after");

    const texts = await textsIn(ledger);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(acknowledged.filter((text) => !texts.includes(text))).toEqual([]);
    expect(texts.at(-1)).toBe("after");
    expect(await ledger.faults()).toEqual([]);
  }, 400_000);

  test("refuses a change that it cannot write outside, and nothing has happened", async () => {
    const ledger = await openLedger(database.newSettings(), ["before"]);
    // In place of the folder stands a file.
    rmSync(ledger.folder, { recursive: true });
    writeFileSync(ledger.folder, "");

    const refused = ledger.note("refused");

    await expect(refused).rejects.toMatchObject({ code: "AUDIT_TRAIL_NOT_WRITABLE" });
    expect(await textsIn(ledger)).toEqual(["before"]);
    rmSync(ledger.folder);
    mkdirSync(ledger.folder);
    await ledger.note("after");
    expect(await textsIn(ledger)).toEqual(["before", "after"]);
  });

  test("refuses a change where the database takes no event, and nothing has happened", async () => {
    const ledger = await openLedger(database.newSettings(), ["before"]);
    await ledger.sql("DROP TABLE trail_event");

    await expect(ledger.note("refused")).rejects.toThrow();

    await ledger.database.reader.query("SELECT size FROM trail").then(([row]) => expect(Number(row.size)).toBe(1));
  });

  test("does not begin with a key that others can read", async () => {
    const settings = database.newSettings();
    await openLedger(settings);
    const file = path.join(settings.dataFolder, "audit-signing-key.pem");
    expect(statSync(file).mode & 0o077).toBe(0);
    chmodSync(file, 0o644);

    await expect(openLedger(settings)).rejects.toMatchObject({ code: "AUDIT_KEY_UNUSABLE" });
  });

  test("is proved by a verifier that has no code of ours, and by the command", async () => {
    const settings = database.newSettings();
    const ledger = await openLedger(settings, ["a", "ポ", "c"]);
    const environment = {
      JINKATSU_DATA: settings.dataFolder,
      JINKATSU_AUDIT_CHECKPOINTS: ledger.folder,
      ...(settings.databaseUrl === undefined ? {} : { JINKATSU_DATABASE_URL: settings.databaseUrl }),
    };
    const file = path.join(settings.dataFolder, "trail.ndjson");
    const run = async (args: readonly string[]) => {
      const process = startProcess(args, environment);
      const { code } = await process.ended;
      return { code, said: `${process.stdout()}${process.stderr()}` };
    };
    const [checkpoints = "", key = ""] = readdirSync(ledger.folder)
      .sort()
      .map((name) => path.join(ledger.folder, name));
    const both = async () => ({
      written: (await run(["gateway/cli/main.ts", "audit", "trail", "--output", file])).code,
      independent: await run([independent, file, checkpoints, key]),
      command: await run(["gateway/cli/main.ts", "audit", "verify"]),
    });

    const whole = await both();
    await ledger.sql("UPDATE trail_event SET event = REPLACE(event, '\"a\"', '\"x\"') WHERE sequence = 1");
    const changed = await both();

    expect(whole.written).toBe(0);
    expect(whole.independent).toEqual({ code: 0, said: "3 events proved\n" });
    expect(whole.command.code).toBe(0);
    expect(changed.independent.code).toBe(1);
    expect(changed.independent.said).toMatch(/event 2: does not follow/);
    expect(changed.command.code).toBe(1);
    expect(changed.command.said).toMatch(/event 1 or its hash was changed/);
  }, 400_000);
});
