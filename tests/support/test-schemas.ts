/** Schemas of its own on the MySQL or MariaDB server, for processes of the hub; dropped after the test file. */
import { databases } from "./databases.ts";

const [, mysql] = databases;

/** Undefined where there is no server. */
export const mysqlIsHere = mysql !== undefined;

/** A `JINKATSU_DATABASE_URL` that nobody else has. @throws TypeError where there is no server */
export function newDatabaseUrl(): string {
  const url = mysql?.newSettings().databaseUrl;
  if (url === undefined) throw new TypeError("there is no MySQL; ask mysqlIsHere first");
  return url;
}
