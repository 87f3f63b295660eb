/** Whether a MySQL or MariaDB server takes a change: looked at without writing, or tried. */
import type { DataSource, EntityManager } from "typeorm";
import { boundLockWaits } from "./lock-waits.ts";
import { toldFault } from "./mysql-faults.ts";

/** Rows of about 300 kB together, in the one table that every subgraph has. */
const triedRows = 1_000;

/** A server that is only to be read may still take changes of a privileged user. @throws HubError DATABASE_AWAY */
export async function isSuspectServer(reader: EntityManager): Promise<boolean> {
  const [row]: readonly { readonly readOnly: unknown }[] = await reader.query("SELECT @@global.read_only AS readOnly");
  // MariaDB and MySQL both give a number or a word.
  return row === undefined || !["0", "OFF"].includes(String(row.readOnly));
}

/** Writes, and rolls back. @throws what a change would throw */
export async function tryWriting(writer: DataSource): Promise<void> {
  const runner = writer.createQueryRunner();
  const places = Array(triedRows).fill("(0, REPEAT('x', 255))").join(", ");
  try {
    await boundLockWaits(runner);
    await runner.query("START TRANSACTION");
    await runner.query(`INSERT INTO migrations (timestamp, name) VALUES ${places}`);
  } catch (error) {
    throw toldFault(error);
  } finally {
    const connection: { destroy(): void } | undefined = await runner.connect().catch(() => undefined);
    // What is not committed goes with the connection.
    connection?.destroy();
    await runner.release();
  }
}
