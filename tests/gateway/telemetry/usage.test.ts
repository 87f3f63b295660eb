import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { buildSchema, parse } from "graphql";
import type { Database } from "#kit/database/open.ts";
import { coordinatesOfText } from "../../../gateway/telemetry/usage/coordinates.ts";
import { createCounts } from "../../../gateway/telemetry/usage/counts.ts";
import { usageOf } from "../../../gateway/telemetry/usage/read.ts";
import { forgetBefore, storeBatch } from "../../../gateway/telemetry/usage/store.ts";
import { openUsageDatabase } from "../../../gateway/telemetry/usage/usage.ts";
import { ask } from "../../support/ask.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { provenCaller } from "../../support/proven-caller.ts";
import { serveHub } from "../../support/test-hub.ts";
import { jobs, people } from "./town.ts";

const nurses = "query Nurses($where: Where) { people(where: $where, limit: 777) { name(short: true) } }";
const longAgo = new Date(0);

describeOnDatabases("the usage of the schema", ({ newSettings }) => {
  let database: Database;

  beforeAll(async () => {
    const { dataFolder, databaseUrl } = newSettings();
    const settings = { dataFolder, databaseUrl };
    const asPortal = { ...(await provenCaller(dataFolder, "portal")), "graphql-client-version": "1" };
    const asBatch = { ...(await provenCaller(dataFolder, "batch")), "graphql-client-version": "7" };
    // Two replicas, each with counts of its own, on one database.
    const replicas = await Promise.all([serveHub([people, jobs], settings), serveHub([people, jobs], settings)]);
    for (const { url } of replicas) {
      await ask(url, nurses, { where: { trade: "NURSE", note: "秘密" } }, asPortal);
      await ask(url, nurses, { where: { ages: [{ from: 65 }] } }, asBatch);
      await ask(url, nurses.replace("777", "778"), {}, asBatch);
      await ask(url, '{ people(where: { note: "内緒" }, trade: COOK) { job } }');
      await ask(url, "{ people { nothing } }");
    }
    await Promise.all(replicas.map((hub) => hub.close()));
    database = await openUsageDatabase(settings);
  });

  afterAll(() => database.close());

  const usersOf = async (coordinate: string, since = longAgo) =>
    (await usageOf(database, coordinate, since)).map(({ client, version, operationName, uses }) => [
      client,
      version,
      operationName,
      uses,
    ]);

  test("tells which clients use a field by which operations, counted over all replicas", async () => {
    expect(await usersOf("Person.name")).toEqual([
      ["batch", "7", "Nurses", 4],
      ["portal", "1", "Nurses", 2],
    ]);
    expect(await usersOf("Person.job")).toEqual([[undefined, undefined, undefined, 2]]);
  });

  test("knows arguments, input fields and enum values, written in the text or given in variables", async () => {
    for (const coordinate of ["Person.name.short", "Query.people.limit", "Where.trade", "Trade.NURSE", "Age.from"])
      expect([coordinate, (await usersOf(coordinate)).length]).toEqual([coordinate, 2]);
    expect(await usersOf("Trade.COOK")).toEqual([[undefined, undefined, undefined, 2]]);
  });

  test("knows nothing of what nobody used, or of what is not valid", async () => {
    expect(await usersOf("Age.to")).toEqual([]);
    expect(await usersOf("Person.nothing")).toEqual([]);
  });

  test("says when an operation was first and last seen, and its form without what was entered", async () => {
    const [use] = await usageOf(database, "Trade.COOK", longAgo);

    expect(Date.parse(use?.firstSeen ?? "")).toBeLessThanOrEqual(Date.parse(use?.lastSeen ?? ""));
    expect(use?.operationText).toBe("query { people(trade: COOK, where: {}) { job } }");
    const rows = JSON.stringify(await database.reader.query("SELECT name, text FROM usage_operation"));
    expect(rows).not.toMatch(/秘密|内緒|777|65/);
  });

  test("is asked for from a day on", async () => {
    expect(await usersOf("Person.name", new Date(Date.now() + 48 * 60 * 60 * 1000))).toEqual([]);
  });

  test("is forgotten when its days are over", async () => {
    await forgetBefore(database, "9999-01-01");

    expect(await usersOf("Person.name")).toEqual([]);
    expect(await database.reader.query("SELECT * FROM usage_operation")).toEqual([]);
  });

  test("is counted on where it is already stored, from several processes at once", async () => {
    const used = {
      hash: "h",
      name: undefined,
      isProven: true,
      kind: "query",
      text: "{ a }",
      coordinates: new Set(["Query.a"]),
      addVariables: undefined,
    };
    const batches = Array.from({ length: 8 }, () => {
      const counts = createCounts(() => new Date("2026-05-01T00:00:00.000Z"));
      counts.add(used, { name: undefined, version: undefined }, {});
      return counts.take();
    });

    await Promise.all(batches.map((batch) => batch && storeBatch(database, batch)));

    expect(await usersOf("Query.a")).toEqual([[undefined, undefined, undefined, 8]]);
  });
});

describe("the counts in memory", () => {
  const operation = (hash: string) => ({
    hash,
    name: undefined,
    isProven: true,
    kind: "query",
    text: "{ a }",
    coordinates: new Set<string>(),
    addVariables: undefined,
  });

  test("take so many, and count what they do not take", () => {
    const counts = createCounts();

    for (let each = 0; each < 6_000; each++)
      counts.add(operation(String(each % 30)), { name: `client${Math.floor(each / 30)}`, version: undefined }, {});

    expect([counts.take()?.uses.length, counts.dropped()]).toEqual([5_000, 1_000]);
    expect(counts.take()).toBeUndefined();
  });
});

describe("the coordinates of an operation", () => {
  const schema = buildSchema(`
    directive @mark(as: String) on FIELD
    enum Colour { RED GREEN }
    input Paint { colour: Colour = RED, layers: [Layer] }
    input Layer { depth: Int }
    interface Thing { name: String }
    type House implements Thing { name: String, rooms(least: Int): Int }
    union Found = House
    type Query { things(paint: Paint): [Thing], found: [Found], colour(of: Colour): Colour }
  `);
  const of = (text: string) => [...coordinatesOfText(schema, parse(text))].toSorted();

  test.each([
    [
      "a field of an interface and of a type",
      "{ things { name ... on House { rooms } } }",
      ["House", "House.rooms", "Query.things", "Thing.name"],
    ],
    [
      "a named fragment on a union",
      "{ found { ...h } } fragment h on House { name }",
      ["House", "House.name", "Query.found"],
    ],
    [
      "nested inputs",
      "{ things(paint: { layers: [{ depth: 1 }] }) { name } }",
      ["Layer.depth", "Paint.layers", "Query.things", "Query.things.paint", "Thing.name"],
    ],
    [
      "the standard of a variable",
      "query ($c: Colour = GREEN) { colour(of: $c) }",
      ["Colour.GREEN", "Query.colour", "Query.colour.of"],
    ],
    [
      "no introspection and no directive",
      '{ __typename __type(name: "House") { name } found @mark(as: "x") { __typename } }',
      ["Query.found"],
    ],
  ])("are those of %s", (_, text, expected) => {
    expect(of(text)).toEqual(expected);
  });
});
