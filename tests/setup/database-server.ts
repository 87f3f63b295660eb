/** Finds the MySQL or MariaDB that the suite runs on, before the first test; starts a private one where none is running. */
import { createConnection } from "mysql2/promise";
import { type PrivateServer, startPrivateServer } from "./private-database-server.ts";

/** A server to use, or `private` to start one even where another is running. */
const setting = "JINKATSU_TEST_DATABASE_URL";
const usual = "mysql://root@127.0.0.1:3306";

let started: PrivateServer | undefined;

/** Test files read the address from the environment; where it is empty there is no server. */
export async function findDatabaseServer(): Promise<void> {
  process.env[setting] = await addressOf(process.env[setting]);
}

export async function stopDatabaseServer(): Promise<void> {
  await started?.stop();
}

async function addressOf(wanted: string | undefined): Promise<string> {
  if (wanted && wanted !== "private") {
    if (await answers(wanted)) return wanted;
    throw new Error(`${setting} names a server that does not answer.`);
  }
  if (wanted !== "private" && (await answers(usual))) return usual;
  started = await startPrivateServer(answers);
  return started?.url ?? none();
}

export async function answers(url: string): Promise<boolean> {
  try {
    const connection = await createConnection(url);
    await connection.end();
    return true;
  } catch {
    return false;
  }
}

function none(): string {
  const found = `No MySQL or MariaDB: none at ${usual}, no mariadbd or mysqld on the PATH, and ${setting} is not set.`;
  if (process.env["CI"]) throw new Error(found);
  process.stderr.write(`\n${found}\nTests on MySQL are SKIPPED; those on SQLite run.\n\n`);
  return "";
}
