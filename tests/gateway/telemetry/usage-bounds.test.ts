/** The record of use under callers who mean to fill it: what is kept of them, and when nothing is. */
import { statfs } from "node:fs/promises";
import { afterAll, describe, expect, test } from "@jest/globals";
import { buildSchema, parse } from "graphql";
import type { Database } from "#kit/database/open.ts";
import { createLog } from "#kit/log/log.ts";
import { RequestRecord } from "../../../gateway/telemetry/request-record.ts";
import { createClients } from "../../../gateway/telemetry/usage/clients.ts";
import { createCounts } from "../../../gateway/telemetry/usage/counts.ts";
import { normalForm } from "../../../gateway/telemetry/usage/normal-form.ts";
import { usageOf, usedCoordinates } from "../../../gateway/telemetry/usage/read.ts";
import { bytesIn } from "../../../gateway/telemetry/usage/room.ts";
import { openUsage, openUsageDatabase } from "../../../gateway/telemetry/usage/usage.ts";
import { createUsedOperations } from "../../../gateway/telemetry/usage/used-operation.ts";
import { ask } from "../../support/ask.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { provenCaller } from "../../support/proven-caller.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { serveHub, testConfig } from "../../support/test-hub.ts";
import { jobs, people } from "./town.ts";

const longAgo = new Date(0);
const names = Array.from({ length: 40 }, (_, index) => `f${index}`);
const wide = buildSchema(`type Query { ${names.map((name) => `${name}(of: Int): Int`).join(" ")} }`);
const silent = createLog("silent");

/** Another subset of the fields each time, as its own text. */
function asked(number: number, text = textOf(number)) {
  const document = parse(text);
  const [operation] = document.definitions;
  if (operation?.kind !== "OperationDefinition") throw new TypeError("no operation");
  return { schema: wide, document, operation, variables: {} };
}

function textOf(number: number): string {
  const chosen = names.filter((_, bit) => (number >> (bit % 16)) & 1);
  return `query Of${number} { first: f0 ${chosen.join(" ")} }`;
}

function recordOf(name: string, isProven: boolean): RequestRecord {
  const record = new RequestRecord({ client: { name, version: undefined }, span: undefined, showsPlan: false });
  record.isProven = isProven;
  return record;
}

describe("the form in which an operation is kept", () => {
  const form = (text: string) => asked(0, text);
  const of = (text: string) => {
    const { document, operation } = form(text);
    return normalForm(document, operation);
  };

  test("has nothing that whoever asks can choose: names, aliases, literals, variables, order, fragments, repetition", () => {
    const forms = [
      "query A($x: Int) { a: f1(of: $x) f2 f0(of: 7) }",
      "query B($other: Int) { f0(of: 8) z: f2 f1(of: $other) again: f1(of: $other) }",
      "query ($x: Int) { ...some f2 } fragment some on Query { f1(of: $x) f0(of: 9) }",
    ].map(of);

    expect(forms[0]).toBe(forms[1]);
    expect(forms[0]).toBe("query { f0(of: 0) f1(of: $) f2 }");
    expect(forms[2]).toBe("query { ... on Query { f0(of: 0) f1(of: $) } f2 }");
  });

  test("is no longer than the schema, whatever is written sixty thousand times", () => {
    const aliases = Array.from({ length: 5_000 }, (_, index) => `alias${"x".repeat(40)}${index}: f1`).join(" ");

    expect(of(`query ${"N".repeat(60_000)} { ${aliases} }`)).toBe("query { f1 }");
  });
});

describe("the counts of a day", () => {
  const usedOperation = createUsedOperations();
  const countMany = (count: number, isProven: boolean, clientOf = (_: number): string => "app") => {
    const counts = createCounts(() => new Date("2026-12-01T00:00:00.000Z"));
    for (let number = 1; number <= count; number++)
      counts.add(usedOperation(asked(number), isProven), { name: clientOf(number), version: undefined }, {});
    const batch = counts.take();
    if (!batch) throw new TypeError("nothing was counted");
    return { batch, dropped: counts.dropped() };
  };

  test.each([
    ["a client with a token", true, () => "app"],
    ["all who prove nothing together, whatever they call themselves", false, (number: number) => `app${number}`],
  ])("keep 200 operations of %s, and count the others together with what they use", (_, isProven, clientOf) => {
    const { batch, dropped } = countMany(1_000, isProven, clientOf);

    const others = [...batch.operations.values()].filter(({ kind }) => kind === "other");
    expect([batch.operations.size, others.length, dropped]).toEqual([201, 1, 0]);
    expect(batch.uses.reduce((sum, { uses }) => sum + uses, 0)).toBe(1_000);
    const asked = names.filter((_, bit) => bit % 16 < 10);
    expect(batch.coordinates.get(others[0]?.hash ?? "")).toEqual(new Set(asked.map((name) => `Query.${name}`)));
  });

  test("keep no name of an operation or of many clients that prove nothing", () => {
    const { batch } = countMany(500, false, (number) => `app${number}`);

    expect([...batch.operations.values()].filter(({ name }) => name !== undefined)).toEqual([]);
    expect(new Set(batch.uses.map(({ client }) => client)).size).toBe(21);
  });

  test("keep at most 64 signs of a name that is proven", () => {
    const operation = asked(0, `query ${"N".repeat(60_000)} { f1 }`);

    expect(usedOperation(operation, true).name).toBe("N".repeat(64));
  });
});

describeOnDatabases("the record of use", ({ newSettings }) => {
  const small = () => {
    const { dataFolder, databaseUrl } = newSettings();
    return { ...testConfig(), dataFolder, databaseUrl };
  };
  const opened: Database[] = [];
  const open = async (settings: Parameters<typeof openUsageDatabase>[0]) => {
    const database = await openUsageDatabase(settings);
    opened.push(database);
    return database;
  };

  afterAll(() => Promise.all(opened.map((database) => database.close())));

  test("grows by less than two megabytes under 2,000 requests of 200 kB, all different, of somebody unknown", async () => {
    const settings = small();
    const database = await open(settings);
    const before = await bytesIn(database);
    const usage = openUsage(settings, silent);
    const padding = " ".repeat(50_000);

    for (let number = 1; number <= 2_000; number++)
      usage.count(asked(number, `${textOf(number)}${padding}`), recordOf(`c${number}`, false));
    await usage.close();

    expect((await bytesIn(database)) - before).toBeLessThan(2 * 1024 * 1024);
    expect((await usageOf(database, "Query.f10", longAgo)).reduce((sum, { uses }) => sum + uses, 0)).toBeGreaterThan(0);
  });

  test("counts together, and says so, where it is as large as it may be; what is used is known all the same", async () => {
    const settings = { ...small(), usageMegabytes: 0 };
    const database = await open(settings);
    const usage = openUsage(settings, silent);
    usage.count(asked(1), recordOf("app", true));
    await usage.flush();
    const recording = usage.recording();

    usage.count(asked(0, "query Late { f39 }"), recordOf("app", true));
    await usage.close();

    expect(recording).toBe("together");
    expect(await usageOf(database, "Query.f39", longAgo)).toMatchObject([
      { client: "app", isProven: true, operationName: undefined, operationText: "", uses: 1 },
    ]);
  });

  test("keeps what was counted before proofs were told apart: it counts, and long texts are gone", async () => {
    const settings = small();
    const database = await open(settings);
    await database.transaction(async (manager) => {
      await manager.query("INSERT INTO usage_operation (hash, name, kind, text) VALUES ('old', 'Old', 'query', ?)", [
        "{ f1 }",
      ]);
      await manager.query(
        "INSERT INTO usage_coordinate (coordinate, hash, last_day) VALUES ('Query.f1', 'old', '2026-11-30')",
      );
      await manager.query(
        `INSERT INTO usage_count (hash, client, version, day, uses, first_seen, last_seen)
         VALUES ('old', 'portal', '', '2026-11-30', 3, '2026-11-30T00:00:00.000Z', '2026-11-30T00:00:00.000Z')`,
      );
    });

    expect(await usageOf(database, "Query.f1", longAgo)).toMatchObject([{ client: "portal", isProven: true, uses: 3 }]);
    expect((await usedCoordinates(database, longAgo)).proven).toEqual(new Set(["Query.f1"]));
  });
});

describe("the clients of which the audit is told", () => {
  test("are those with a token by their names, and all others as one", async () => {
    const settings = testConfig();
    const usage = openUsage(settings, silent);
    const schema = buildSchema("type Query { welfareMeasures: Int }");
    const operation = { ...asked(0, "{ welfareMeasures }"), schema };
    usage.count(operation, recordOf("portal", true));
    usage.count(operation, recordOf("I am the auditor general", false));
    await usage.close();
    const clients = createClients(settings);

    expect(await clients.of(["welfare"])).toEqual(["portal", "unknown"]);
    await clients.close();
  });
});

describe("a disk with no more than what is reserved", () => {
  test("gets no record of use, which the metrics say; questions are answered", async () => {
    const dataFolder = temporaryFolder();
    const { bavail, bsize } = await statfs(dataFolder);
    const diskReserve = Math.ceil((bavail * bsize) / 1024 / 1024) * 2;
    const hub = await serveHub([people, jobs], { dataFolder, diskReserve });
    const asPortal = await provenCaller(dataFolder, "portal");

    const { data } = await ask(hub.url, "query Names { people { name } }", {}, asPortal);
    await hub.close();
    const families = await hub.metrics();

    const series = (name: string) => families.find((family) => family.name === name)?.series;
    expect(data).toEqual({ people: [{ name: "A" }] });
    expect(series("jinkatsu_usage_recording")).toMatchObject({ '{how="each"}': 0, '{how="nothing"}': 1 });
    expect(series("jinkatsu_usage_dropped_total")).toEqual({ "": 1 });
  });
});
