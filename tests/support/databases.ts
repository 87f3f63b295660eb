/** The databases that the suite runs on: SQLite always, MySQL or MariaDB where there is a server. */
import { randomBytes } from "node:crypto";
import { afterAll, describe, test } from "@jest/globals";
import { createConnection, type RowDataPacket } from "mysql2/promise";
import type { Dialect } from "#kit/database/dialect.ts";
import type { Settings } from "#kit/settings.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export interface TestDatabase {
  readonly name: "SQLite" | "MySQL";
  readonly dialect: Dialect;
  /** Settings of a hub of its own: an empty data folder and, on MySQL, schemas of its own; gone after the test file. */
  newSettings(): Settings;
}

/** Found or started before the first test; empty where there is no server. */
const server = process.env["JINKATSU_TEST_DATABASE_URL"] ?? "";

const sqlite: TestDatabase = { name: "SQLite", dialect: "sqlite", newSettings: () => settings(undefined) };

const mysql: TestDatabase = {
  name: "MySQL",
  dialect: "mysql",
  newSettings: () => settings(new URL(`/${newPrefix()}`, server).href),
};

/** For `describe.each(databases)("… on $name", …)`. Where there is no MySQL, only SQLite; `describeOnDatabases` shows what is skipped. */
export const databases: readonly [TestDatabase, ...TestDatabase[]] = server === "" ? [sqlite] : [sqlite, mysql];

/** Describes the same on each database; where there is no MySQL, one skipped test stands for those on it. */
export function describeOnDatabases(subject: string, specify: (database: TestDatabase) => void): void {
  describe(`${subject} on ${sqlite.name}`, () => specify(sqlite));
  describeOnMysql(`${subject} on ${mysql.name}`, specify);
}

/** Describes what only MySQL or MariaDB shows. Jest collects skipped descriptions as well, and these ask for a server at once. */
export function describeOnMysql(subject: string, specify: (database: TestDatabase) => void): void {
  if (server === "") test.skip(subject, () => undefined);
  else describe(subject, () => specify(mysql));
}

function settings(databaseUrl: string | undefined): Settings {
  return {
    mode: "development",
    host: "127.0.0.1",
    port: 0,
    dataFolder: temporaryFolder(),
    databaseUrl,
    subgraphs: [],
    subgraphKeys: new Map<string, string[]>(),
    policy: "schema/policy.yaml",
  };
}

// Another suite may be at work on the same server.
const filePrefix = `jktest_${randomBytes(4).toString("hex")}`;
let prefixes = 0;

function newPrefix(): string {
  prefixes += 1;
  return `${filePrefix}_${prefixes}`;
}

afterAll(async () => {
  if (prefixes > 0) await dropSchemas();
});

async function dropSchemas(): Promise<void> {
  const connection = await createConnection(server);
  const [schemas] = await connection.query<RowDataPacket[]>(
    "SELECT schema_name AS name FROM information_schema.schemata WHERE LEFT(schema_name, ?) = ?",
    [filePrefix.length, filePrefix],
  );
  for (const { name } of schemas) await connection.query("DROP DATABASE ??", [name]);
  await connection.end();
}
