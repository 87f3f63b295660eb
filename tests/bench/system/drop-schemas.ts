/** Takes what a measure has made off a database server. */
import { createConnection, type RowDataPacket } from "mysql2/promise";

/** All schemas whose names begin with the prefix of the URL's. */
export async function dropSchemas(databaseUrl: string): Promise<void> {
  const prefix = `${new URL(databaseUrl).pathname.slice(1)}_`;
  const connection = await createConnection(new URL("/", databaseUrl).href);
  const [schemas] = await connection.query<RowDataPacket[]>(
    "SELECT schema_name AS name FROM information_schema.schemata WHERE LEFT(schema_name, ?) = ?",
    [prefix.length, prefix],
  );
  for (const { name } of schemas) await connection.query("DROP DATABASE ??", [name]);
  await connection.end();
}
