import { generateKeyPairSync } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { canonicalJson } from "../../../../subgraphs/audit/trail/canonical-json.ts";
import { readStatement, signedStatement } from "../../../../subgraphs/audit/trail/checkpoint.ts";
import { readEvent, rowOf } from "../../../../subgraphs/audit/trail/event.ts";
import { type Frontier, grown, headOf } from "../../../../subgraphs/audit/trail/merkle.ts";
import { checkpointTable, eventTable } from "../../../../subgraphs/audit/trail/tables.ts";
import { describeOnDatabases } from "../../../support/databases.ts";
import { type Ledger, openLedger } from "./ledger.ts";

const texts = ["a", "b", "c", "d", "e", "f", "g"];

type Tamper = (ledger: Ledger) => Promise<void>;

/** Writes all events from `from` on anew, each with its hash and link right, and with them what the database says of them. */
async function rewritten(ledger: Ledger, change: (text: string) => string): Promise<void> {
  const rows = await ledger.database.reader.find(eventTable.entity, { order: { sequence: "ASC" } });
  let previous = "";
  let frontier: Frontier = [];
  for (const row of rows) {
    const event = readEvent(row);
    const text = change(String(event.body["text"]));
    const { event: written, hash } = rowOf({ ...event, body: { text }, previous });
    await ledger.sql("UPDATE trail_event SET event = ?, hash = ? WHERE sequence = ?", written, hash, row.sequence);
    previous = hash;
    frontier = grown(frontier, hash);
  }
  await ledger.sql("UPDATE trail SET last_hash = ?, frontier = ?", previous, JSON.stringify(frontier));
}

async function textOf({ database }: Ledger, sequence: number): Promise<string> {
  return (await database.reader.findOneByOrFail(eventTable.entity, { sequence })).event;
}

/** As if there had never been more than four. */
async function truncatedEverywhere(ledger: Ledger): Promise<void> {
  const rows = await ledger.database.reader.find(eventTable.entity, { order: { sequence: "ASC" }, take: 4 });
  const frontier = rows.reduce<Frontier>((grownSoFar, { hash }) => grown(grownSoFar, hash), []);
  await ledger.sql("DELETE FROM trail_event WHERE sequence > 4");
  await ledger.sql("DELETE FROM trail_checkpoint WHERE size > 4");
  await ledger.sql("UPDATE trail SET size = 4, last_hash = ?, frontier = ?", rows[3]?.hash, JSON.stringify(frontier));
}

async function signedAnew(ledger: Ledger, sign: (line: string, head: string, last: string) => string): Promise<void> {
  const rows = await ledger.database.reader.find(eventTable.entity, { order: { sequence: "ASC" } });
  let frontier: Frontier = [];
  for (const { sequence, hash } of rows) {
    frontier = grown(frontier, hash);
    const { statement } = await ledger.database.reader.findOneByOrFail(checkpointTable.entity, { size: sequence });
    const anew = sign(statement, headOf(frontier), hash);
    await ledger.sql("UPDATE trail_checkpoint SET statement = ? WHERE size = ?", anew, sequence);
  }
}

function outside({ folder }: Ledger): string {
  return path.join(folder, readdirSync(folder).find((name) => name.endsWith(".ndjson")) ?? "");
}

const tampering: readonly (readonly [what: string, tamper: Tamper])[] = [
  [
    "changes what an event says",
    async (ledger) => {
      const event = (await textOf(ledger, 3)).replace('"c"', '"x"');
      await ledger.sql("UPDATE trail_event SET event = ? WHERE sequence = 3", event);
    },
  ],
  ["changes a hash", (ledger) => ledger.sql("UPDATE trail_event SET hash = ? WHERE sequence = 3", "0".repeat(64))],
  [
    "changes an event with its hash",
    async (ledger) => {
      const event = readEvent({ event: await textOf(ledger, 3) });
      const row = rowOf({ ...event, body: { text: "x" } });
      await ledger.sql("UPDATE trail_event SET event = ?, hash = ? WHERE sequence = 3", row.event, row.hash);
    },
  ],
  [
    "changes the last event with its hash",
    async (ledger) => {
      const row = rowOf({ ...readEvent({ event: await textOf(ledger, 7) }), body: { text: "x" } });
      await ledger.sql("UPDATE trail_event SET event = ?, hash = ? WHERE sequence = 7", row.event, row.hash);
    },
  ],
  [
    "writes who did it anew",
    async (ledger) => {
      const event = (await textOf(ledger, 5)).replace('"role":"machine"', '"role":"auditor"');
      await ledger.sql("UPDATE trail_event SET event = ? WHERE sequence = 5", event);
    },
  ],
  [
    "writes an event in another spelling",
    async (ledger) => {
      const event = JSON.stringify(JSON.parse(await textOf(ledger, 2)), null, 1);
      await ledger.sql("UPDATE trail_event SET event = ? WHERE sequence = 2", event);
    },
  ],
  ["removes an event", (ledger) => ledger.sql("DELETE FROM trail_event WHERE sequence = 4")],
  ["removes the first event", (ledger) => ledger.sql("DELETE FROM trail_event WHERE sequence = 1")],
  [
    "removes an event and closes the gap",
    async (ledger) => {
      await ledger.sql("DELETE FROM trail_event WHERE sequence = 4");
      await ledger
        .sql("UPDATE trail_event SET sequence = sequence - 1 WHERE sequence > 4 ORDER BY sequence")
        .catch(() => ledger.sql("UPDATE trail_event SET sequence = sequence - 1 WHERE sequence > 4"));
    },
  ],
  [
    "reorders two events",
    async (ledger) => {
      await ledger.sql("UPDATE trail_event SET sequence = 100 WHERE sequence = 3");
      await ledger.sql("UPDATE trail_event SET sequence = 3 WHERE sequence = 5");
      await ledger.sql("UPDATE trail_event SET sequence = 5 WHERE sequence = 100");
    },
  ],
  ["truncates the events", (ledger) => ledger.sql("DELETE FROM trail_event WHERE sequence > 4")],
  ["truncates all that the database has", truncatedEverywhere],
  [
    "empties the database",
    async (ledger) => {
      await ledger.sql("DELETE FROM trail_event");
      await ledger.sql("DELETE FROM trail_checkpoint");
      await ledger.sql("UPDATE trail SET size = 0, last_hash = '', frontier = '[]'");
    },
  ],
  [
    "duplicates an event at the end",
    async (ledger) => {
      const { event, hash } = await ledger.database.reader.findOneByOrFail(eventTable.entity, { sequence: 7 });
      await ledger.sql("INSERT INTO trail_event (sequence, event, hash) VALUES (8, ?, ?)", event, hash);
      await ledger.sql("UPDATE trail SET size = 8");
    },
  ],
  [
    "adds an event with hash and link right",
    async (ledger) => {
      const last = await ledger.database.reader.findOneByOrFail(eventTable.entity, { sequence: 7 });
      const row = rowOf({ ...readEvent(last), sequence: 8, previous: last.hash });
      await ledger.sql("INSERT INTO trail_event (sequence, event, hash) VALUES (8, ?, ?)", row.event, row.hash);
      await ledger.sql("UPDATE trail SET size = 8, last_hash = ?", row.hash);
    },
  ],
  ["writes the whole chain anew", (ledger) => rewritten(ledger, (text) => (text === "b" ? "x" : text))],
  [
    "writes the whole chain anew and signs it with another key",
    async (ledger) => {
      await rewritten(ledger, (text) => (text === "b" ? "x" : text));
      const { privateKey, publicKey } = generateKeyPairSync("ed25519");
      await signedAnew(ledger, (line, head, last) => {
        const { checkpoint, key: id } = readStatement(line) ?? raise();
        return signedStatement({ ...checkpoint, head, last }, { id, privateKey, publicKey });
      });
    },
  ],
  [
    "writes the whole chain anew and signs it with the audit's own key",
    async (ledger) => {
      await rewritten(ledger, (text) => (text === "b" ? "x" : text));
      await signedAnew(ledger, (line, head, last) =>
        signedStatement({ ...(readStatement(line) ?? raise()).checkpoint, head, last }, ledger.key),
      );
    },
  ],
  ["removes a checkpoint of the database", (ledger) => ledger.sql("DELETE FROM trail_checkpoint WHERE size = 5")],
  [
    "takes a line out of what lies outside",
    async (ledger) => {
      const lines = readFileSync(outside(ledger), "utf8").split("\n");
      writeFileSync(outside(ledger), lines.filter((_, at) => at !== 2).join("\n"));
    },
  ],
  ["takes away what lies outside", async (ledger) => rmSync(outside(ledger))],
  [
    "changes a size in what lies outside",
    async (ledger) => {
      const text = readFileSync(outside(ledger), "utf8").replace('"size":6', '"size":5');
      writeFileSync(outside(ledger), text);
    },
  ],
  [
    "says something that cannot be read outside",
    async (ledger) =>
      writeFileSync(outside(ledger), `${readFileSync(outside(ledger), "utf8")}{"checkpoint":{"at":"1999\n`),
  ],
];

function raise(): never {
  throw new Error("no statement");
}

describeOnDatabases("the proof of a trail", (database) => {
  test("holds for a trail that nobody touched", async () => {
    const ledger = await openLedger(database.newSettings(), texts);

    expect(await ledger.faults()).toEqual([]);
  });

  test.each(tampering)("fails where somebody %s", async (_, tamper) => {
    const ledger = await openLedger(database.newSettings(), texts);

    await tamper(ledger);

    expect(await ledger.faults()).not.toEqual([]);
  });
});

test("one spelling of JSON is that of RFC 8785", () => {
  const value = {
    "\u20ac": "Euro",
    "\r": "CR",
    1: 1e30,
    b: [4.5, 0.002, 1e-27, true, null],
    a: { "\ufb33": "\u05d3", "😀": "\u0007" },
  };

  expect(canonicalJson(value)).toBe(
    '{"\\r":"CR","1":1e+30,"a":{"😀":"\\u0007","\ufb33":"\u05d3"},"b":[4.5,0.002,1e-27,true,null],"€":"Euro"}',
  );
});
