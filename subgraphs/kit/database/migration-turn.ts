/**
 * Who may migrate a schema: one process at a time, by a row in the schema itself. A server's own lock (GET_LOCK) holds on one node of a
 * cluster only, and two nodes would create the same tables; it is taken besides, to know at once that whoever held the turn here is gone.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Connection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import { errorCode } from "./error-code.ts";
import { isLockFault } from "./mysql-faults.ts";

/** Stands in every schema, and is no part of its records. */
export const turnTable = "migration_turn";

export interface MigrationTurn {
  /** Never rejects: a turn that cannot be given back ends by itself. */
  giveBack(): Promise<void>;
}

export interface TurnOptions {
  /** How long to wait for others, in milliseconds. */
  readonly patience?: number;
  /** The node of a cluster that the connection leads to; asked of the server if not stated. */
  readonly node?: string;
}

/** Whoever has said nothing for so many seconds is taken for gone; how often one says it, in milliseconds. */
const silence = 20;
const beatMs = 2_000;
const lookAgainMs = 200;

/** Undefined where others have kept it for too long. The connection is the turn's until it is given back. */
export async function takeMigrationTurn(
  connection: Connection,
  schema: string,
  { patience = 60_000, node }: TurnOptions = {},
): Promise<MigrationTurn | undefined> {
  const deadline = performance.now() + patience;
  const holder = randomUUID();
  const lockName = lockOf(schema, node);
  const lock = await takeServerLock(connection, lockName, patience);
  if (lock === "held") return undefined;
  // Where the server has no locks, nobody is known to be gone before a while has passed.
  const where = lock === "none" ? holder : (node ?? (await nodeOf(connection)));
  await createTable(connection, schema);
  while (!(await tryTaking(connection, schema, holder, where))) {
    if (performance.now() > deadline) return undefined;
    await sleep(lookAgainMs);
  }
  const turn = holding(connection, schema, holder);
  return {
    async giveBack() {
      await turn.giveBack();
      if (lock === "taken") await connection.query("SELECT RELEASE_LOCK(?)", [lockName]).catch(() => undefined);
    },
  };
}

/** Older releases take the schema's name alone. */
function lockOf(schema: string, node: string | undefined): string {
  return node === undefined ? schema : `${schema}@${node}`.slice(-64);
}

async function takeServerLock(
  connection: Connection,
  name: string,
  patience: number,
): Promise<"taken" | "held" | "none"> {
  try {
    const [[row]] = await connection.query<RowDataPacket[]>("SELECT GET_LOCK(?, ?) AS taken", [
      name,
      Math.ceil(patience / 1_000),
    ]);
    return row?.["taken"] === 1 ? "taken" : "held";
  } catch (error) {
    if (errorCode(error) !== "ER_NOT_SUPPORTED_YET") throw error;
    return "none";
  }
}

async function nodeOf(connection: Connection): Promise<string> {
  const [[row]] = await connection.query<RowDataPacket[]>(
    "SELECT CONCAT(@@hostname, ':', @@port, ' ', @@datadir) AS node",
  );
  return row?.["node"];
}

async function createTable(connection: Connection, schema: string): Promise<void> {
  await connection.query(
    "CREATE TABLE IF NOT EXISTS ??.?? (id TINYINT PRIMARY KEY, holder VARCHAR(36), node VARCHAR(500), seen_at BIGINT)",
    [schema, turnTable],
  );
  await repeated(() => connection.query("INSERT IGNORE INTO ??.?? VALUES (1, NULL, NULL, 0)", [schema, turnTable]));
}

/** Whoever held it on this node held this node's lock too, which is ours now. */
async function tryTaking(connection: Connection, schema: string, holder: string, node: string): Promise<boolean> {
  const [{ affectedRows }] = await repeated(() =>
    connection.query<ResultSetHeader>(
      `UPDATE ??.?? SET holder = ?, node = ?, seen_at = UNIX_TIMESTAMP()
        WHERE id = 1 AND (holder IS NULL OR node = ? OR seen_at < UNIX_TIMESTAMP() - ${silence})`,
      [schema, turnTable, holder, node, node],
    ),
  );
  return affectedRows === 1;
}

function holding(connection: Connection, schema: string, holder: string): MigrationTurn {
  const ending = new AbortController();
  const say = (change: string) =>
    repeated(() => connection.query(`UPDATE ??.?? SET ${change} WHERE holder = ?`, [schema, turnTable, holder])).catch(
      () => undefined,
    );
  const beating = (async () => {
    while (!ending.signal.aborted) {
      await sleep(beatMs, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
      if (!ending.signal.aborted) await say("seen_at = UNIX_TIMESTAMP()");
    }
  })();
  return {
    async giveBack() {
      ending.abort();
      await beating;
      await say("holder = NULL");
    },
  };
}

/** Another node of a cluster may have been faster, which looks like a deadlock. */
async function repeated<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isLockFault(error)) throw error;
    }
  }
}
