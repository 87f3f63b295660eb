import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { createConnection } from "mysql2/promise";
import { openDepartment } from "#kit/department/open.ts";
import { openDepartmentDatabase } from "#kit/records/stores.ts";
import type { Settings } from "#kit/settings.ts";
import { openCatalog } from "../../../../subgraphs/catalog/open.ts";
import { dataOf, type Json } from "../../../support/ask.ts";
import { backUp, createMeasures, feedOf, putBack } from "../../../support/backups.ts";
import { databases, describeOnDatabases, type TestDatabase } from "../../../support/databases.ts";
import { departmentNamed } from "../../../support/departments.ts";
import { numbered } from "../../../support/sample-records.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { serveHub } from "../../../support/test-hub.ts";
import { startWriter } from "../../../support/writer-process.ts";

const [sqlite] = databases;
const names = ["education", "welfare"];
const fileIn = (folder: string) => path.join(folder, "all.backup.gz");

async function openHouse(settings: Settings) {
  const departments = await Promise.all(names.map((name) => openDepartment(departmentNamed(name), settings)));
  const catalog = await openCatalog(
    settings,
    departments.map(({ name, sdl, feed }) => ({ name, sdl, feed, title: { ja: name, en: name } })),
  );
  await catalog.pullNow();
  const hub = await serveHub([...departments, catalog]);
  return {
    catalog,
    url: hub.url,
    close: async () => {
      await hub.close();
      for (const each of [catalog, ...departments]) await each.close();
    },
  };
}

/** The departments' databases; the catalog's stays, and knows more than what is put back. */
async function destroy({ dataFolder, databaseUrl }: Settings): Promise<void> {
  for (const file of readdirSync(dataFolder).filter((file) => names.some((name) => file.startsWith(name)))) {
    rmSync(path.join(dataFolder, file));
  }
  if (databaseUrl === undefined) return;
  const connection = await createConnection(databaseUrl.replace(/\/[^/]*$/, ""));
  for (const name of names) await connection.query("DROP DATABASE ??", [`${databaseUrl.split("/").at(-1)}_${name}`]);
  await connection.end();
}

const everyMeasure = `query ($after: String) { measures(first: 100, after: $after) {
  nodes { id code version name { ja } summary { ja } updatedAt } pageInfo { hasNextPage endCursor } } }`;

async function measuresOf(url: string): Promise<readonly Json[]> {
  const nodes: Json[] = [];
  for (let after: string | null = null; ; ) {
    const { measures }: { measures: Json } = await dataOf(url, everyMeasure, { after });
    nodes.push(...measures.nodes);
    if (!measures.pageInfo.hasNextPage) return nodes.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    after = measures.pageInfo.endCursor;
  }
}

describeOnDatabases("a backup", ({ name, newSettings }) => {
  test("taken under load and put back after the loss of all is the graph of one moment, and the catalog catches up", async () => {
    const settings = newSettings();
    const file = fileIn(temporaryFolder());
    await createMeasures(settings, "education", numbered(5, "calm"));
    const writer = startWriter(settings, "load", 300);
    await writer.until(20);

    const acknowledged = [...writer.acknowledged];
    await backUp(settings, file);

    await writer.ended;
    const house = await openHouse(settings);
    const everything = await measuresOf(house.url);
    await house.close();
    const lost = { education: await feedOf(settings, "education"), welfare: await feedOf(settings, "welfare") };
    await destroy(settings);
    await putBack(settings, file);
    const education = await feedOf(settings, "education");
    const welfare = await feedOf(settings, "welfare");
    expect(education).toEqual(lost.education);
    expect(welfare).toEqual(lost.welfare.slice(0, welfare.length));
    expect(welfare.map(({ code }) => code)).toEqual(expect.arrayContaining(acknowledged));

    const restored = await openHouse(settings);
    const kept = new Set([...education, ...welfare].map(({ code }) => code));
    expect(await measuresOf(restored.url)).toEqual(everything.filter(({ code }) => kept.has(code)));
    await restored.close();
    await createMeasures(settings, "welfare", ["next"]);
    expect((await feedOf(settings, "welfare")).at(-1)).toMatchObject({ code: "next", sequence: welfare.length + 1 });
  }, 400_000);

  test("is put back into the other kind of database, each table with the same digest", async () => {
    const folder = temporaryFolder();
    const settings = newSettings();
    await createMeasures(settings, "welfare", numbered(30));
    const original = await backUp(settings, fileIn(folder));
    const target = otherThan(name).newSettings();
    await putBack(target, fileIn(folder));

    const again = await backUp(target, path.join(folder, "again.gz"));

    expect(again.databases).toEqual(original.databases);
    expect(again.databases[0]?.tables).toContainEqual(expect.objectContaining({ name: "change_log", rows: 30 }));
    await createMeasures(target, "welfare", ["next"]);
    expect((await feedOf(target, "welfare")).at(-1)).toMatchObject({ code: "next", sequence: 31 });
  }, 400_000);
});

describeOnDatabases("two restores into one place at once", ({ newSettings }) => {
  test("are one, and the other is told so", async () => {
    const files = [fileIn(temporaryFolder()), fileIn(temporaryFolder())];
    const kept = ["one", "other"];
    for (const [index, file] of files.entries()) {
      const settings = newSettings();
      for (const name of names) await createMeasures(settings, name, numbered(30, kept[index]));
      await backUp(settings, file);
    }
    const target = newSettings();

    const ended = await Promise.allSettled(files.map((file) => putBack(target, file)));

    const told = ended.flatMap((each) => (each.status === "rejected" ? [each.reason.code] : []));
    expect(told).toEqual([expect.stringMatching(/^RESTORE_TARGET_(IN_USE|TAKEN)$/)]);
    const feeds = await Promise.all(names.map((name) => feedOf(target, name)));
    const from = new Set(feeds.flat().map(({ code }) => String(code).split("-")[0]));
    expect([feeds.flat().length, from.size]).toEqual([60, 1]);
    expect(readdirSync(target.dataFolder).filter((name) => /restor|replaced/.test(name))).toEqual([]);
  }, 400_000);
});

/** Where there is one database only, itself. */
function otherThan(name: string): TestDatabase {
  return databases.find((database) => database.name !== name) ?? sqlite;
}

describe("the file of a backup", () => {
  let file: string;

  beforeAll(async () => {
    const settings = sqlite.newSettings();
    file = fileIn(temporaryFolder());
    await createMeasures(settings, "education", ["one"]);
    await createMeasures(settings, "welfare", ["one"]);
    await backUp(settings, file);
  }, 400_000);

  const text = () => gunzipSync(readFileSync(file)).toString("utf8");
  const lines = () => text().split("\n");

  test.each<[string, () => Buffer | string]>([
    ["that is cut off", () => readFileSync(file).subarray(0, 600)],
    ["whose last lines are missing", () => gzipSync(lines().slice(0, -5).join("\n"))],
    ["in which a row is changed", () => gzipSync(text().replace("施策one", "施策two"))],
    [
      "in which a row is missing",
      () =>
        gzipSync(
          lines()
            .filter((line) => !line.startsWith('["one"'))
            .join("\n"),
        ),
    ],
    ["in which the order is changed", () => gzipSync([lines()[0], ...lines().slice(1).toReversed()].join("\n"))],
    ["with a database outside the folder", () => gzipSync(text().replace('"welfare"', '"../welfare"'))],
    ["that is something else", () => "code,name_ja\n1,2\n"],
    ["that is something else and compressed", () => gzipSync('{"a":1}\n')],
    ["that holds no object", () => gzipSync("null\n")],
    ["of a later version", () => gzipSync(text().replace('"version":1', '"version":2'))],
  ])("%s is refused, and nothing is written", async (_, tampered) => {
    const settings = sqlite.newSettings();
    const bad = path.join(temporaryFolder(), "bad.gz");
    writeFileSync(bad, tampered());

    await expect(putBack(settings, bad, true)).rejects.toMatchObject({ code: "BACKUP_DAMAGED" });

    expect(readdirSync(settings.dataFolder)).toEqual([]);
  });

  test("is not put over databases that a running hub has open", async () => {
    const settings = sqlite.newSettings();
    await createMeasures(settings, "welfare", ["mine", "too"]);
    const database = await openDepartmentDatabase(departmentNamed("welfare"), settings);

    await expect(putBack(settings, file, true)).rejects.toMatchObject({ code: "RESTORE_TARGET_IN_USE" });

    expect(await database.reader.count("measure")).toBe(2);
    expect(readdirSync(settings.dataFolder).filter((name) => name.includes("education"))).toEqual([]);
    await database.close();
  });

  test("changes no database where one of them cannot take its place", async () => {
    const settings = sqlite.newSettings();
    mkdirSync(path.join(settings.dataFolder, "welfare.sqlite.replaced", "in-the-way"), { recursive: true });
    writeFileSync(path.join(settings.dataFolder, "welfare.sqlite"), "old");
    writeFileSync(path.join(settings.dataFolder, "education.sqlite"), "old");
    const before = readdirSync(settings.dataFolder);

    await expect(putBack(settings, file, true)).rejects.toMatchObject({ code: expect.stringMatching(/^E/) });

    expect(readdirSync(settings.dataFolder)).toEqual(before);
    expect(readFileSync(path.join(settings.dataFolder, "education.sqlite"), "utf8")).toBe("old");
  });

  test("is put over databases that are destroyed", async () => {
    const settings = sqlite.newSettings();
    writeFileSync(path.join(settings.dataFolder, "welfare.sqlite"), "scrambled".repeat(1_000));

    await putBack(settings, file, true);

    expect(await feedOf(settings, "welfare")).toHaveLength(1);
  });

  test("is not written over another, nor where there is no database", async () => {
    await expect(backUp(sqlite.newSettings(), `${file}.other`)).rejects.toMatchObject({ code: "BACKUP_NOTHING_THERE" });
    const settings = sqlite.newSettings();
    await createMeasures(settings, "welfare", ["one"]);
    const before = readFileSync(file);

    await expect(backUp(settings, file)).rejects.toMatchObject({ code: "BACKUP_FILE_TAKEN" });

    expect(readFileSync(file)).toEqual(before);
  });
});
