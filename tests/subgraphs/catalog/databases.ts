/** The databases that every test of the catalog runs on: SQLite in a folder of its own, and MariaDB in schemas of its own. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createConnection } from "mysql2/promise";
import type { Settings } from "#kit/settings.ts";

const server = "mysql://root@127.0.0.1:3306";

export interface TestDatabase {
  readonly settings: Settings;
  drop(): Promise<void>;
}

type Create = () => TestDatabase;

/** Names with what creates a fresh one, for `describe.each`. */
export const databases: readonly (readonly [name: string, create: Create])[] = [
  ["SQLite", createSqlite],
  ...((await isReachable()) ? [["MariaDB", createMariadb] as const] : []),
];

async function isReachable(): Promise<boolean> {
  try {
    await (await createConnection(server)).end();
    return true;
  } catch (error) {
    if (process.env["CI"] === "true") throw error;
    console.warn(`SKIPPED: no MariaDB answers at ${server}; the tests of the catalog run on SQLite only.`);
    return false;
  }
}

function createSqlite(): TestDatabase {
  const dataFolder = mkdtempSync(path.join(tmpdir(), "catalog-"));
  return {
    settings: { ...common, dataFolder, databaseUrl: undefined },
    drop: async () => rmSync(dataFolder, { recursive: true }),
  };
}

function createMariadb(): TestDatabase {
  const prefix = `catalog_test_${randomBytes(4).toString("hex")}`;
  return {
    settings: { ...common, dataFolder: tmpdir(), databaseUrl: `${server}/${prefix}` },
    drop: () => dropSchemas(prefix),
  };
}

const common = {
  subgraphs: [],
  subgraphKeys: new Map<string, string[]>(),
  policy: "schema/policy.yaml",
  mode: "development",
  host: "127.0.0.1",
  port: 0,
} as const;

async function dropSchemas(prefix: string): Promise<void> {
  const connection = await createConnection(server);
  const [rows] = await connection.query("SELECT schema_name AS name FROM information_schema.schemata");
  const names = (rows as { name: string }[]).map(({ name }) => name).filter((name) => name.startsWith(`${prefix}_`));
  for (const name of names) await connection.query(`DROP DATABASE \`${name}\``);
  await connection.end();
}
