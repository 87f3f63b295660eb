/** MySQL or MariaDB: one schema a subgraph, a pool that reads and one that writes, and transactions that are tried again after a deadlock. */
import { createHash } from "node:crypto";
import { createConnection } from "mysql2/promise";
import { DataSource, QueryFailedError } from "typeorm";
import { errors, HubError } from "../errors.ts";
import { createChangeHealth } from "./change-health.ts";
import { damagedError } from "./damage.ts";
import { errorCode } from "./error-code.ts";
import { createLockWaits, type LockWaits } from "./lock-waits.ts";
import { type MigrationTurn, takeMigrationTurn } from "./migration-turn.ts";
import { findMissingTables } from "./missing-tables.ts";
import { damageOf, isCommitUnknown, isCrowded, isRetryable, isTlsFault, toldFault } from "./mysql-faults.ts";
import { isSuspectServer, tryWriting } from "./mysql-room.ts";
import type { Database, DatabaseOptions } from "./open.ts";
import { openSocket } from "./open-socket.ts";
import { retried } from "./retry.ts";
import { addressOf, sizesOf } from "./server-address.ts";
import { transact, type Work } from "./transact.ts";

interface PoolOptions {
  readonly size: number;
  /** How long the server may say nothing before it is given up, in milliseconds; 0 for ever. */
  readonly silence: number;
}

const readerSilence = 10_000;
const writerSilence = 60_000;
/** A server that does not answer is reported after this time, in milliseconds. */
export const connectTimeout = 5_000;

export async function openMysql(options: DatabaseOptions, url: string): Promise<Database> {
  const schema = schemaName(url, options.name);
  const place = { name: schema, remove: `mysql -e 'DROP DATABASE ${schema}'`, holds: options.holds };
  const writer = await openMigrated(options, url, schema).catch((error: unknown) => {
    throw connectionError(url, error);
  });
  // Pools of their own: writers that hold every connection never keep one of them from what it reads beside its transaction.
  const tell = (error: unknown) => {
    const damage = damageOf(error);
    return damage === undefined ? toldFault(error) : Object.assign(damagedError(place, damage), { cause: error });
  };
  const reader = tellingFaults(
    await connect(options, url, schema, { size: sizesOf(url).readers, silence: readerSilence }),
    tell,
  );
  let closing: Promise<void> | undefined;
  const waits = createLockWaits();
  const health = createChangeHealth({
    async isSuspect() {
      const isReadOnly = await isSuspectServer(reader.manager);
      const missing = await findMissingTables(reader.manager, "mysql", options.entities);
      if (missing.length > 0) throw damagedError(place, missing.join(", "));
      return isReadOnly;
    },
    attempt: () => tryWriting(writer),
  });
  return {
    dialect: "mysql",
    reader: reader.manager,
    transaction: (work) => health.watch(runTransaction({ writer, waits, tell }, work, "START TRANSACTION")),
    snapshot: (work) => runTransaction({ writer, waits, tell }, work, "START TRANSACTION READ ONLY"),
    findObstacle: health.findObstacle,
    close() {
      closing ??= Promise.all([writer.destroy(), reader.destroy()]).then(() => undefined);
      return closing;
    },
  };
}

type Tell = (error: unknown) => unknown;

interface Writing {
  readonly writer: DataSource;
  readonly waits: LockWaits;
  readonly tell: Tell;
}

async function runTransaction<T>({ writer, waits, tell }: Writing, work: Work<T>, begin: string): Promise<T> {
  const { prepare, attempt, isWorthRetrying } = waits.begin();
  const options = { prepare, begin, isCommitUnknown };
  try {
    return await retried(
      () => attempt(() => transact(writer, work, options)),
      (error) => isRetryable(error) && isWorthRetrying(error),
    );
  } catch (error) {
    throw tell(error);
  }
}

/** Reads go the way of TypeORM's query runners, so this is where their errors are turned into what people are told. */
function tellingFaults(source: DataSource, tell: Tell): DataSource {
  const createPlain = source.createQueryRunner.bind(source);
  source.createQueryRunner = (mode) => {
    const runner = createPlain(mode);
    const ask = runner.query.bind(runner);
    runner.query = async (...asked: Parameters<typeof ask>) => {
      try {
        return await ask(...asked);
      } catch (error) {
        throw tell(error);
      }
    };
    return runner;
  };
  return source;
}

async function openMigrated(options: DatabaseOptions, url: string, schema: string): Promise<DataSource> {
  const gate = await createConnection({ ...addressOf(url), connectTimeout });
  let turn: MigrationTurn | undefined;
  try {
    await gate.query("CREATE DATABASE IF NOT EXISTS ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", [schema]);
    turn = await takeMigrationTurn(gate, schema);
    if (turn === undefined) throw new Error(`another process has been migrating ${schema} for too long`);
    // A migration may take as long as it takes.
    const migrating = await connect(options, url, schema, { size: 1, silence: 0 });
    await migrating.runMigrations({ transaction: "each" });
    await migrating.destroy();
    return await connect(options, url, schema, { size: sizesOf(url).writers, silence: writerSilence });
  } finally {
    await turn?.giveBack();
    await gate.end();
  }
}

/** `mysql://host/hub` and `welfare` become the schema `hub_welfare`; without a path the prefix is `jinkatsu`. What would be too long ends in a digest. */
export function schemaName(url: string, name: string): string {
  const prefix = new URL(url).pathname.replace(/^\//, "") || "jinkatsu";
  const full = `${prefix}_${name}`.replace(/[^A-Za-z0-9_]/g, "_");
  if (full.length <= longestName) return full;
  const digest = createHash("sha256").update(full).digest("hex").slice(0, 8);
  return `${full.slice(0, longestName - digest.length - 1)}_${digest}`;
}

/** Of a schema, and of a server's lock, in characters; a department may have a name of 63. */
const longestName = 64;

function connect(
  options: DatabaseOptions,
  url: string,
  schema: string,
  { size, silence }: PoolOptions,
): Promise<DataSource> {
  const { user, ...server } = addressOf(url);
  const source = new DataSource({
    type: "mysql",
    ...server,
    username: user,
    database: schema,
    charset: "utf8mb4_bin",
    timezone: "Z",
    entities: [...options.entities],
    migrations: [...options.migrations],
    poolSize: size,
    extra: { connectTimeout, maxPreparedStatements: 256, stream: () => openSocket(server, silence) },
  });
  return waitingForConnections(source).initialize();
}

/** How long is waited for a connection where the server has none left, in milliseconds: the answer comes before the gateway gives up. */
const crowdPatienceMs = 4_000;

/** Connections of readers and writers alike are obtained here, and nothing has been begun on them. */
function waitingForConnections(source: DataSource): DataSource {
  const { driver }: { readonly driver: object } = source;
  if (!("obtainMasterConnection" in driver) || typeof driver.obtainMasterConnection !== "function")
    throw new TypeError("TypeORM obtains its connections otherwise");
  const obtain: () => Promise<unknown> = driver.obtainMasterConnection.bind(driver);
  driver.obtainMasterConnection = () => retried(obtain, isCrowded, performance.now() + crowdPatienceMs);
  return source;
}

/** What is not about the connection, such as a migration that fails, stays what it is. */
export function connectionError(url: string, error: unknown): unknown {
  const reason = errorCode(error);
  if (reason === undefined || error instanceof QueryFailedError || error instanceof HubError) return error;
  const where = new URL(url).host;
  if (reason === "ER_SECURE_TRANSPORT_REQUIRED") return errors.databaseTlsRequired(where);
  if (isTlsFault(reason)) return errors.databaseTls(where, reason);
  if (/ACCESS_DENIED|AUTH/.test(reason)) return errors.databaseRefused(where, reason);
  return errors.databaseUnreachable(where, reason);
}
