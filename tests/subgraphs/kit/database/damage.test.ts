/** A database that is damaged is named, with what to do by what it holds: at the start, while it is asked, and before anybody asks. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import type { Database } from "#kit/database/open.ts";
import type { HubError } from "#kit/errors.ts";
import { feedOf } from "#kit/feed/source.ts";
import { openDepartmentDatabase } from "#kit/records/stores.ts";
import type { Settings } from "#kit/settings.ts";
import { openRegistryDatabase } from "../../../../gateway/registry/store/open.ts";
import { openAudit } from "../../../../subgraphs/audit/open.ts";
import { openCatalog } from "../../../../subgraphs/catalog/open.ts";
import { damageFile } from "../../../support/damage-file.ts";
import { databases, describeOnMysql } from "../../../support/databases.ts";
import { departmentNamed, openForTest } from "../../../support/departments.ts";

interface Store {
  readonly name: string;
  readonly table: string;
  readonly remedy: string;
  open(settings: Settings): Promise<Pick<Database, "reader" | "findObstacle" | "close">>;
}

const withReader = <Opened extends { readonly database: Database; findObstacle?(): Promise<HubError | undefined> }>(
  opened: Opened & { close(): Promise<void> },
) => ({
  reader: opened.database.reader,
  findObstacle: async () => opened.findObstacle?.(),
  close: () => opened.close(),
});
const welfare = departmentNamed("welfare");
const backup = "npx jinkatsu restore <backup> --replace";

const stores: readonly Store[] = [
  {
    name: "welfare",
    table: "measure",
    remedy: backup,
    open: (settings) => openDepartmentDatabase(welfare, settings),
  },
  {
    name: "catalog",
    table: "record_version",
    remedy: "Rebuild it, nothing is lost",
    open: async (settings) => {
      const { database } = await openForTest(welfare, settings);
      const { code, name: title, sdl } = welfare;
      return withReader(await openCatalog(settings, [{ name: code, title, sdl, feed: feedOf(database) }]));
    },
  },
  {
    name: "audit",
    table: "trail_event",
    remedy: backup,
    open: async (settings) => withReader(await openAudit(settings, [])),
  },
  { name: "registry", table: "registry_version", remedy: backup, open: openRegistryDatabase },
];

const [sqlite] = databases;
const fileOf = ({ dataFolder }: Settings, { name }: Store) => path.join(dataFolder, `${name}.sqlite`);

/** Filled, and without a log that would still have what the file has lost. */
async function made(store: Store): Promise<Settings> {
  const settings = sqlite.newSettings();
  const opened = await store.open(settings);
  await opened.reader.query("PRAGMA wal_checkpoint(TRUNCATE)");
  await opened.close();
  return settings;
}

function expectDamage(error: unknown, settings: Settings, store: Store): void {
  expect(error).toMatchObject({ code: "DATABASE_DAMAGED" });
  const { en, ja } = (error as HubError).text;
  for (const text of [en, ja]) expect(text).toContain(fileOf(settings, store));
  expect(en).toContain(store.remedy);
  expect(en).toContain(`rm -f ${fileOf(settings, store)}`);
}

describe.each(stores)("The SQLite file of $name, damaged", (store) => {
  test("is named where it cannot be opened any more", async () => {
    const settings = await made(store);
    damageFile(fileOf(settings, store), { keepFirstPage: false });

    const error = await store.open(settings).catch((found: unknown) => found);

    expectDamage(error, settings, store);
  }, 400_000);

  test("is named before anybody asks for what is damaged", async () => {
    const settings = await made(store);
    const opened = await store.open(settings);
    damageFile(fileOf(settings, store));

    const obstacle = await opened.findObstacle();

    expectDamage(obstacle, settings, store);
    await opened.close();
  }, 400_000);

  test("is named from the first question on that meets it", async () => {
    const settings = await made(store);
    const opened = await store.open(settings);
    const before = await opened.findObstacle();
    damageFile(fileOf(settings, store));

    const told = await opened.reader.query(`SELECT * FROM ${store.table}`).catch((error: unknown) => error);
    const obstacle = await opened.findObstacle();

    expect(before).toBeUndefined();
    expectDamage(told, settings, store);
    expect(obstacle).toBe(told);
    await opened.close();
  }, 400_000);

  test("is whole again after the command that it is named with", async () => {
    const settings = await made(store);
    damageFile(fileOf(settings, store), { keepFirstPage: false });
    const { text } = (await store.open(settings).catch((error: unknown) => error)) as HubError;

    execFileSync("sh", ["-c", / run: (rm -f .*?) and /.exec(text.en)?.[1] ?? "false"]);
    const opened = await store.open(settings);

    expect(await opened.findObstacle()).toBeUndefined();
    await opened.close();
  }, 400_000);
});

describeOnMysql("A table that is gone", (on) => {
  test.each(stores)(
    "is named of $name",
    async (store) => {
      const settings = on.newSettings();
      const opened = await store.open(settings);
      const before = await opened.findObstacle();
      await opened.reader.query(`DROP TABLE ${store.table}`);

      const gone = async () => opened.findObstacle();
      let obstacle = await gone();
      // What was seen holds for a second.
      while (obstacle === undefined) obstacle = await gone();

      expect(before).toBeUndefined();
      expect(obstacle).toMatchObject({ code: "DATABASE_DAMAGED", text: { en: expect.stringContaining(store.table) } });
      expect(obstacle.text.en).toContain(store.remedy);
      await opened.close();
    },
    400_000,
  );
});
