/** The schemas of one prefix on MySQL or MariaDB, as a place of backups. */
import { createConnection, type Connection as StreamingConnection } from "mysql2";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { turnTable } from "../database/migration-turn.ts";
import { connectionError, connectTimeout, schemaName } from "../database/mysql.ts";
import { addressOf } from "../database/server-address.ts";
import type { Place, Snapshot } from "./place.ts";
import {
  kindOf,
  migrationsTable,
  type PortableIndex,
  type PortableTable,
  type Row,
  type RunMigration,
  selectStatement,
} from "./portable-table.ts";
import { stageOn } from "./server-stage.ts";

export async function openServer(url: string): Promise<Place> {
  const connections: Connection[] = [];
  const connect = async (schema?: string) => {
    const streaming = await connectTo(url, schema);
    connections.push(streaming.promise());
    return streaming;
  };
  const main = (await connect()).promise();
  const schemaOf = (name: string) => schemaName(url, name);
  return {
    where: `${new URL(url).host}/${schemaOf("*").slice(0, -2)}`,
    existing: async (names) => {
      const [found] = await main.query<RowDataPacket[]>(
        "SELECT DISTINCT table_schema AS name FROM information_schema.tables",
      );
      const schemas = new Set(found.map(({ name }) => name));
      return names.filter((name) => schemas.has(schemaOf(name)));
    },
    snapshot: async (name) => snapshotOf(name, await connect(schemaOf(name))),
    stage: () => stageOn(main, schemaOf),
    close: async () => void (await Promise.all(connections.map((connection) => connection.end()))),
  };
}

async function connectTo(url: string, schema: string | undefined): Promise<StreamingConnection> {
  const connection = createConnection({
    ...addressOf(url),
    charset: "utf8mb4_bin",
    connectTimeout,
    ...(schema && { database: schema }),
  });
  try {
    await connection.promise().connect();
    return connection;
  } catch (error) {
    throw connectionError(url, error);
  }
}

async function snapshotOf(name: string, streaming: StreamingConnection): Promise<Snapshot> {
  const connection = streaming.promise();
  await connection.query("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  await connection.query("START TRANSACTION WITH CONSISTENT SNAPSHOT");
  const tables = await tableNames(connection);
  const described: PortableTable[] = [];
  for (const table of tables) if (table !== migrationsTable) described.push(await describe(connection, table));
  return {
    name,
    migrations: tables.includes(migrationsTable) ? await migrationsOf(connection) : [],
    tables: described,
    rows: (table) =>
      streaming.query({ sql: selectStatement(table, "mysql"), rowsAsArray: true }).stream() as AsyncIterable<Row>,
    close: async () => void (await connection.query("ROLLBACK")),
  };
}

async function tableNames(connection: Connection): Promise<readonly string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY BINARY table_name",
  );
  return rows.map(({ name }) => name).filter((name) => name !== turnTable);
}

async function migrationsOf(connection: Connection): Promise<readonly RunMigration[]> {
  const [rows] = await connection.query<RowDataPacket[]>(`SELECT timestamp, name FROM ${migrationsTable} ORDER BY id`);
  return rows.map(({ timestamp, name }) => ({ timestamp: Number(timestamp), name }));
}

async function describe(connection: Connection, name: string): Promise<PortableTable> {
  const [columns] = await connection.query<RowDataPacket[]>(
    `SELECT column_name AS name, column_type AS type, is_nullable AS nullable FROM information_schema.columns
     WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position`,
    [name],
  );
  const indexes = await indexesOf(connection, name);
  return {
    name,
    columns: columns.map((column) => ({
      name: column["name"],
      kind: kindOf(`${name}.${column["name"]}`, column["type"]),
      required: column["nullable"] === "NO",
    })),
    key: indexes.find((index) => index.name === "PRIMARY")?.columns ?? [],
    indexes: indexes.filter((index) => index.name !== "PRIMARY"),
  };
}

async function indexesOf(connection: Connection, table: string): Promise<readonly PortableIndex[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT index_name AS name, column_name AS col, non_unique AS many FROM information_schema.statistics
     WHERE table_schema = DATABASE() AND table_name = ? ORDER BY BINARY index_name, seq_in_index`,
    [table],
  );
  return [...Map.groupBy(rows, ({ name }): string => name)].map(([name, columns]) => ({
    name,
    unique: Number(columns[0]?.["many"]) === 0,
    columns: columns.map(({ col }) => col),
  }));
}
