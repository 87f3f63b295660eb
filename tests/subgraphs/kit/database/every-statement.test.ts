import { describe, expect, test } from "@jest/globals";
import type { Database } from "#kit/database/open.ts";
import { readChanges } from "#kit/feed/read.ts";
import type { ChangeRow } from "#kit/feed/tables.ts";
import { findPosition } from "#kit/follow/position.ts";
import { saveRecords } from "#kit/records/save.ts";
import { openDepartmentDatabase, storesOf } from "#kit/records/stores.ts";
import type { Settings } from "#kit/settings.ts";
import { createCompositionSeal } from "../../../../gateway/registry/store/composition-seal.ts";
import { keepComposition } from "../../../../gateway/registry/store/compositions.ts";
import { openRegistryDatabase } from "../../../../gateway/registry/store/open.ts";
import { commitVersion, findVersions, readHead } from "../../../../gateway/registry/store/versions.ts";
import { digestOf } from "../../../../gateway/supergraph/sealed-file.ts";
import { storeBatch } from "../../../../gateway/telemetry/usage/store.ts";
import { openUsageDatabase } from "../../../../gateway/telemetry/usage/usage.ts";
import { applyBatch, readBatch } from "../../../../subgraphs/catalog/follow/apply.ts";
import { openCatalog } from "../../../../subgraphs/catalog/open.ts";
import { databases } from "../../../support/databases.ts";
import { departmentNamed } from "../../../support/departments.ts";
import { contradictions, failEveryStatement, noContradiction, type Store } from "../../../support/every-statement.ts";
import { type FailingDriver, failMysql, failSqlite } from "../../../support/failing-driver.ts";
import { contentOf, sampleMeasure } from "../../../support/sample-records.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { openLedger } from "../../audit/trail/ledger.ts";

const welfare = departmentNamed("welfare");

interface OpenStore extends Store {
  readonly database: Database;
  /** What is half of something. */
  halves(): Promise<readonly unknown[]>;
}

type Open = (settings: Settings) => Promise<OpenStore>;

/** For a machine that others keep busy, in milliseconds. */
const longest = 400_000;

const stores: readonly (readonly [string, Open])[] = [
  ["a department", openRecords],
  ["the registry", openVersions],
  ["the audit's trail", openTrail],
  ["the catalog", openIndex],
  ["the usage", openUses],
];

describe("SQLite of which every statement fails in turn, one, two and three in a row", () => {
  const driver = failSqlite();

  test.each(stores)(
    "keeps in %s what is acknowledged, nothing that is refused and nothing half",
    async (_, openStore) => {
      const [{ newSettings }] = databases;
      await sweep(newSettings(), openStore, driver, driver.kinds.length);
    },
    longest,
  );
});

const mysql = databases.find(({ dialect }) => dialect === "mysql");
const describeOnMysql = mysql === undefined ? describe.skip : describe;

describeOnMysql("MySQL of which every statement fails in turn, one, two and three in a row", () => {
  test.each(stores)(
    "keeps in %s what is acknowledged, nothing that is refused and nothing half",
    async (_, openStore) => {
      const settings = mysql?.newSettings() ?? databases[0].newSettings();
      const driver = await failMysql(settings.databaseUrl ?? "");
      await sweep({ ...settings, databaseUrl: driver.url }, openStore, driver, 2);
      await driver.close();
    },
    longest,
  );
});

async function sweep(settings: Settings, openStore: Open, driver: FailingDriver, kindsEach: number): Promise<void> {
  const store = await openStore(settings);

  const told = await failEveryStatement(store, driver, { kindsEach });

  expect(told.acknowledged.length).toBeGreaterThan(5);
  expect(told.refused.length).toBeGreaterThan(5);
  expect(await contradictions(told, store)).toEqual(noContradiction);
  expect(await store.halves()).toEqual([]);
  expect(await store.database.findObstacle()).toBeUndefined();
  await store.database.close();
  const again = await openStore(settings);
  expect(await contradictions(told, again)).toEqual(noContradiction);
  await again.database.close();
}

async function openRecords(settings: Settings): Promise<OpenStore> {
  const database = await openDepartmentDatabase(welfare, settings);
  const { Measure } = storesOf(welfare);
  const codes = async (sql: string) => {
    const rows: { code: string }[] = await database.reader.query(sql);
    return rows.map(({ code }) => code).toSorted();
  };
  return {
    database,
    change: (name) =>
      database.transaction((manager) =>
        saveRecords(manager, Measure, [{ content: contentOf(welfare, sampleMeasure(name)), expect: "new" }]),
      ),
    stored: () => codes("SELECT code FROM measure"),
    async halves() {
      const { changes } = await readChanges(database.reader, 0, 10_000);
      const numbers = changes.filter(({ sequence }, index) => sequence !== index + 1);
      const whole = await codes("SELECT code FROM measure");
      const parts = await Promise.all([
        changes.map(({ code }) => code).toSorted(),
        codes("SELECT code FROM measure_source"),
        codes("SELECT code FROM welfare_measure"),
      ]);
      return [...numbers, ...parts.filter((part) => part.join() !== whole.join())];
    },
  };
}

async function openVersions(settings: Settings): Promise<OpenStore> {
  const database = await openRegistryDatabase(settings);
  const seal = createCompositionSeal({ subgraphKeys: new Map(), dataFolder: temporaryFolder() });
  const sdlOf = (name: string) => `type Query { change_${name.replace(/\W/g, "_")}: Int }`;
  return {
    database,
    async change(name) {
      const { revision } = await readHead(database);
      const sdl = sdlOf(name);
      const wanted = {
        subgraph: "towns",
        action: "published",
        sdl,
        url: "http://localhost",
        author: "a test",
      } as const;
      const composed = { parts: digestOf(sdl), supergraphSdl: `# ${name}\n${sdl}`, apiSdl: `# API ${name}\n${sdl}` };
      await commitVersion(database, revision, { ...wanted, message: name }, async (manager) => {
        await keepComposition(manager, seal, composed);
      });
    },
    async stored() {
      return (await findVersions(database.reader, "towns")).map(({ message }) => message ?? "");
    },
    async halves() {
      const versions = (await findVersions(database.reader, "towns")).toReversed();
      const texts: { text: string }[] = await database.reader.query("SELECT text FROM registry_document");
      const wanted = versions.flatMap(({ message }) => {
        const sdl = sdlOf(message ?? "");
        return [sdl, `# ${message}\n${sdl}`, `# API ${message}\n${sdl}`];
      });
      const numbers = versions.filter(
        ({ version, revision }, index) => version !== index + 1 || revision !== index + 1,
      );
      return [
        ...numbers,
        ...differences(
          wanted,
          texts.map(({ text }) => text),
        ),
      ];
    },
  };
}

async function openTrail(settings: Settings): Promise<OpenStore> {
  const ledger = await openLedger(settings);
  return {
    database: ledger.database,
    change: ledger.note,
    async stored() {
      return (await ledger.trail.read(0, 10_000)).map(({ body }) => String(body["text"]));
    },
    halves: ledger.faults,
  };
}

/** Each change is a department's record that comes in. */
async function openIndex(settings: Settings): Promise<OpenStore> {
  const template = await templateChange(settings);
  const { database } = await openCatalog(settings, [
    {
      name: welfare.code,
      title: welfare.name,
      sdl: welfare.sdl,
      feed: { read: async () => ({ changes: [], last: 0 }) },
    },
  ]);
  const position = async () => (await findPosition(database.reader, welfare.code))?.sequence ?? 0;
  const count = async (table: string) => {
    const [row]: { many: number }[] = await database.reader.query(`SELECT COUNT(*) AS many FROM ${table}`);
    return Number(row?.many);
  };
  const stored = async () => {
    const rows: { code: string }[] = await database.reader.query("SELECT code FROM record_version");
    return rows.map(({ code }) => code);
  };
  return {
    database,
    async change(name) {
      const after = await position();
      const changes = [{ ...template, sequence: after + 1, code: name }];
      const batch = { department: welfare.code, after, changes };
      const read = await readBatch(batch);
      await database.transaction((manager) => applyBatch(manager, batch, read));
    },
    stored,
    async halves() {
      const versions = (await stored()).length;
      return [await position(), await count("record_content")].filter((many) => many !== versions);
    },
  };
}

async function templateChange(settings: Settings): Promise<ChangeRow> {
  const database = await openDepartmentDatabase(welfare, { ...settings, databaseUrl: undefined });
  const content = contentOf(welfare, sampleMeasure("template"));
  await database.transaction((manager) =>
    saveRecords(manager, storesOf(welfare).Measure, [{ content, expect: "new" }]),
  );
  const { changes } = await readChanges(database.reader, 0, 1);
  await database.close();
  const [change] = changes;
  if (change === undefined) throw new Error("the record is not in the feed");
  return change;
}

async function openUses(settings: Settings): Promise<OpenStore> {
  const database = await openUsageDatabase(settings);
  const at = "2026-11-30T00:00:00.000Z";
  return {
    database,
    change(name) {
      const operation = {
        hash: name,
        name,
        isProven: true,
        kind: "query",
        text: name,
        coordinates: new Set([`Query.${name}`]),
        addVariables: undefined,
      };
      return storeBatch(database, {
        operations: new Map([[name, operation]]),
        coordinates: new Map([[name, operation.coordinates]]),
        uses: [{ hash: name, client: "", version: "", uses: 1, firstSeen: at, lastSeen: at }],
      });
    },
    async stored() {
      // Twice counted would be twice named.
      const rows: { hash: string; uses: number }[] = await database.reader.query("SELECT hash, uses FROM usage_count");
      return rows.flatMap(({ hash, uses }) => Array<string>(Number(uses)).fill(hash));
    },
    async halves() {
      const of = async (table: string) => {
        const rows: { hash: string }[] = await database.reader.query(`SELECT hash FROM ${table} ORDER BY hash`);
        return rows.map(({ hash }) => hash);
      };
      const whole = await of("usage_count");
      return [...differences(whole, await of("usage_operation")), ...differences(whole, await of("usage_coordinate"))];
    },
  };
}

function differences(some: readonly string[], others: readonly string[]): readonly string[] {
  return [...some.filter((each) => !others.includes(each)), ...others.filter((each) => !some.includes(each))];
}
